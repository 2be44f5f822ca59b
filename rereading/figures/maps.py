"""The land under a map, from the outlines in the data; a page marks on it what the map is about."""

import math

from matplotlib.axes import Axes

from rereading.charts.guard import BACKGROUND, OUTLINE
from rereading.data import table
from rereading.figures.palette import LAND, MUTED, PAPER


def draw_land(
    ax: Axes, outline: str, longitudes: tuple[float, float], latitudes: tuple[float, float]
) -> None:
    """Draw the land of an outline (`places` or `sellers`) between two longitudes and latitudes.

    Axes are in degrees east and north, a degree each way as long as in the middle of the map. No
    border is drawn but the line of 1953 between the two Koreas, dashed. Source: Natural Earth.
    """
    points = table("outline")
    for (role, _), part in points[points["map"] == outline].groupby(["role", "part"]):
        east, north = part["longitude"], part["latitude"]
        if role in ("land", "water"):
            colour = LAND if role == "land" else PAPER
            ax.fill(east, north, facecolor=colour, linewidth=0, zorder=0, gid=BACKGROUND)
        else:
            ax.plot(east, north, "--", color=MUTED, linewidth=0.8, zorder=1, gid=OUTLINE)
    middle = math.radians(sum(latitudes) / 2)
    ax.set(xlim=longitudes, ylim=latitudes, aspect=1 / math.cos(middle))
    ax.axis("off")
