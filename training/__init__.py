"""Staff training and certification for a city, as a Flask extension and as a site."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from training.app import create_app
    from training.extension import Training

__version__ = "0.1.0"
__all__ = ["Training", "__version__", "create_app"]

DOORS = {"create_app": "training.app", "Training": "training.extension"}


def __getattr__(name: str) -> Any:
    # Loaded when asked for, so that a pure file can be imported without the web.
    if name in DOORS:
        return getattr(import_module(DOORS[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
