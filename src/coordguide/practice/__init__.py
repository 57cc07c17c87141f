"""Practice: made-up cases answered on the engine, judged by what the engine says."""

from coordguide.practice.decisions import PosedDecision, UndecidedError, pose
from coordguide.practice.lessons import Course, Lesson, Practice, PracticeDecision, Section
from coordguide.practice.messages import REQUESTS, RefusedMessage, answer
from coordguide.practice.progress import CourseStanding, Progress

__all__ = [
    "REQUESTS",
    "Course",
    "CourseStanding",
    "Lesson",
    "PosedDecision",
    "Practice",
    "PracticeDecision",
    "Progress",
    "RefusedMessage",
    "Section",
    "UndecidedError",
    "answer",
    "pose",
]
