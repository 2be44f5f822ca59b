"""Words that look as if they said something of the data and do not, by what they are instead."""

# Pages that say nothing of the data.
OF_NO_DATA = {
    "capstone": "explains a form",
    "glossary": "says what words mean",
    "guide": "advice for teachers",
    "method": "rules that we set ourselves",
    "run": "says how to start programs",
    "unit": "advice for teachers",
    "vocabulary": "explains a list of words",
}

_AS_COMPUTED = """
the last on record is {}
none was found after
no decision is on record after it
nothing from {} on
{} of {} years none
Most food was decided on in {}
Best years of the sellers other than China
most in a year {}
{} in its best year
in no table above {}
the largest tonnage that ever ranks second
would have needed {} or more, and less than {}
it takes {} or more, and less than {}
none reaches {}
"""
_PICTURE_OR_TABLE = """
ten times the last
half: disputed
half: derived
Half: derived
The strongest dots lie
the best year strong
the label is the best year
large: the best one
all three product lines together
for all who are left
tonnes from China, of all
that would be exactly second
To be exactly second it takes
no first year to choose
The last year must come after
The last of the ten payments
The ten payments are those of
in ten payments
two of the three product lines
Of some editions we could read a few countries only
of all the rare earths
all to one scale
every row to the same scale
the value of all rare earths
to all others
The dots are all goods of a country
The total of all origins
from all origins
firms of all owners
All countries that were not read
All others together
would rank exactly second
To come exactly second
no figure was found
Other years: no decision on record
no count found
Not found does not mean that there was none
Last row: the count of {}, the last before the article
last line: the wider reserve base
the last one is the reserve base
The last bar is what is left
The last year is a whole year
Countries only
or nobody says
All are derived from dates
often gives a year or none
from the smallest to the largest yearly tonnage
the source says “more than”
A gap in the line stands for more time
nothing is converted and nothing adjusted
all theatres of the war
the first loading lie
All claims of this page
The table keeps all of them
the table shows the date of the first
join them in no line
We never put them on one scale
Every dot is one way
which names every yardstick
The chapter counts every share
Every checkable statement
Every statement of the article that could be wrong
Every source of the book
Every table behind the book
All figures of this book
by the chapter that uses them first
one more file, datapackage.json, says for every field
so they are no table
"""
_SOMEBODY_ELSE = """
No source says so
No source tells
no source says it
No source says that
no report said
in one newspaper that names no source
because the page shows no hour
So the newest sanctions
announced none
more if both agreed
The newest accounts
The report says only
supplied most of Japan's rare earths
only China has more
Never entered the country
never entered by its account
never brought home
all that the North has admitted
The last two lines repeat
treaty's article on the sums uses neither
treaty's article on the sums says neither
all treaties up to 1910
a search for all Japanese
With North Korea there is no such treaty
no longer loaded
The article has the supply cut first
the article gives no number
adding more should mean
in the last twelve months.
an agency has more than {}
One report has more than {}
nobody confirms it
Nobody has confirmed that
in Japanese only
when more families came forward
and nothing that rules them out
and nothing that says there was none
with no publication by either side
the abducted come first
on all its war dead
with all its costs
counts every set returned
The article names no yardstick
neither side called it the same
"""
_RULE_OR_SENSE = """
one more than the number of countries above
To be exactly second
and less than China
could push the North lower, never higher
Survey's table holds reserves only
can all be called
There is no single answer
and no arithmetic
proves nothing by itself
nobody has to miscount
nobody says dozens for hundreds
nobody can say how many
only if it comes after the stop
counts for something only when
a hit counts only if
a figure of one time only
every number from two dozen up is dozens
It is no proof
leaves no record
judged by the first dated meeting
younger than the collision
older than the article:
the mildest test
right only at {}
We use neither
every year:
with all dividends
no tax and no fees
only the metals or only the compounds
first this, then that
gets more than a hundred percent
is no share
Only what they are divided by
what all the others sold
of all that China sold
would be exactly second
Exactly one country has more
No yardstick is fair
has no answer until
Half-way between
one always finds
what nobody has seen
nobody moved a mountain
how long {} would last
No name of an abductee
over a fact, over a word
say where exactly they part
Where only a judgement is possible, or no record was found
The verdict is computed, never typed
every defensible way
only the article's numbers
every claim, how we judge
"""
_TO_READER_OR_CLASS = """
nothing is sent anywhere
To change more than this
Every chapter opens
Every page is also a notebook
first chapter
first cell
the first year in
First the grandmother
Guess first, all hands up
Dates first
for each dot first
sort four cards first
First in writing
first in writing
to the least sure
it stays there all lesson
Nothing about Japan
Ask nothing about
Most stop at
if you have no slides
Half the class pays, half receives
Half pays, half receives
Neither is lying
Three sentences, no more
every guess
The best ones
The commonest of all
the smallest that is second
all of them in drafts
Nothing is corrected in silence
never only on the page
every reading that we could find
Nobody paid for it and nobody had to
We have no tie
Every figure was read
Nobody types a result: the program computes every number
"""
_STYLE = """
Fifty-six percent
Dozens and twenty thousand
a hundred times as much today
Three round numbers about people
Three of the article's numbers
Three things a price can be for
A dozen is twelve
Who brought the five home
needs three footnotes
Four kinds of quantity
rings at which dozens begins
“Dozens”
readings of “dozens”
where dozens begins
reach dozens
Shaded: dozens
forty-five minutes
name three yardsticks
in three sentences
ten and a hundred is not fifty-five
The result is above a hundred percent
stand five years apart
Line up five pupils
Sorts four cards
write four cards
four or five wholes
times a hundred
fifty-six percent
thousand tonnes
"""
WORDS = {
    "the number beside the word is made as what the word says": _AS_COMPUTED,
    "says how a picture or a table is made": _PICTURE_OR_TABLE,
    "what a source, a government or the article says": _SOMEBODY_ELSE,
    "arithmetic, a rule, or the sense of a word": _RULE_OR_SENSE,
    "a number word that is no result: a title, a manner of speaking, a task, a unit": _STYLE,
    "speaks to the reader or a class": _TO_READER_OR_CLASS,
}
WORDS = {reason: lines.strip().splitlines() for reason, lines in WORDS.items()}

# The same for sentences in tables: tasks, what a pupil did, rules, words of sources.
IN_TABLES = """
in {} later years it lay above again
Only what it is divided by changes
all that Japan bought
all that China sold
Neither bar is the world
Each side puts itself first
Both hold only what crossed a border
the share of all the other sellers
a hundred, or start from
China’s tonnes by those of all others
every year, every product and every whole
So first ask
That counts the tables in which it would be first
the number of all tables
so nobody stands above
that have more
the count of countries with more
one more than that
a tonnage is exactly second
the North would share first place
not only the doubt
how many times as high prices are
a thousand of them
so it takes more dollars to buy the same, not fewer
every credit counted
Add the grants first
taken {} times, makes a hundred
You divided a hundred
about the question first
asks for all of Japan’s dead
all over the part
in thousand dollars
no reader can mistake
fell {} after the first report
the first day and the last
from the first day up to the last
It had first been made
the day on which the first ships left
The smallest plan was {}
may have sold less
buyers needed less of it
The first meeting had come {}
from the article to the first meeting
Start with the first meeting
not every offer is made in public
other than China
of other contact nothing was found
The chart numbers the first two only
no source says so
there was none
shows no rhythm
we found no other part
no private career, and no public record
and none that was refused
proves nothing either way
names no measure
There is no measure
no accounts of its cash
there is no record
no full record
""".strip().splitlines()
