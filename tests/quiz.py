"""Answering the questions of a page in a browser."""

from __future__ import annotations

from playwright.sync_api import Page

# Types each answer into a form and returns what the page replies, and whether it calls it right.
ASK_ALL = """([name, answers]) => {
  const form = document.getElementById("quiz-" + name);
  const field = form.querySelector("input[type=text], textarea");
  const output = form.querySelector("output");
  return answers.map(answer => {
    if (field) field.value = answer;
    else form.querySelector(`input[value='${answer}']`).checked = true;
    form.requestSubmit();
    return [output.textContent, output.dataset.right === "true"];
  });
}"""


def replies(page: Page, exercise: str, answers: list[str]) -> list[tuple[str, bool]]:
    """Return what the page replies to each answer, of a choice its id, and whether it is right."""
    return [tuple(said) for said in page.evaluate(ASK_ALL, [exercise, answers])]
