"""What of a module waits for OEI: the callouts that begin *To be confirmed by OEI*."""

from collections.abc import Iterator

from training.content.module import Module
from training.content.section_parts import Place


def pending(module: Module) -> Iterator[tuple[str, Place]]:
    """Each such callout of sections, briefings and questions, with the path of its file."""
    for file in module.texts:
        for section in file.sections:
            yield from ((file.path, place) for place in section.pending_callouts)
    for huddle in (module.huddle, module.huddle_translation):
        if huddle is not None:
            yield from ((huddle.path, place) for place in huddle.pending_callouts)
    for quiz in (module.quiz, module.quiz_translation):
        if quiz is not None:
            yield from ((quiz.path, place) for place in quiz.pending_callouts)
