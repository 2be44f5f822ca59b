"""The names of libraries that are used without being promised: a new version may change them.

That MyST-NB runs pages by our client is seen in `test_cache.py`: a page that ran again shows it.
"""

import inspect

import myst_nb.sphinx_

from rereading.site.private import RecordingClient, RepeatingClient


def test_a_page_is_run_by_the_client_that_its_parser_makes():
    assert "create_client(" in inspect.getsource(myst_nb.sphinx_.Parser.parse)
    for ours in (RecordingClient, RepeatingClient):
        names = {name for name, part in vars(ours).items() if inspect.isfunction(part)}
        assert all(hasattr(ours.__base__, name) for name in names)
