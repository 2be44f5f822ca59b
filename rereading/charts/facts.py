"""stub"""

from matplotlib.figure import Figure


def facts(figure: Figure) -> list[str]:
    """Return nothing yet."""
    return []
