"""Practice: made-up cases answered on the engine, judged by what the engine says."""

from coordguide.practice.decisions import Posed, Undecided, pose
from coordguide.practice.lessons import Ask, Course, Lesson, Practice, Section
from coordguide.practice.messages import REQUESTS, Refused, answer
from coordguide.practice.progress import Progress, Standing

__all__ = [
    "REQUESTS",
    "Ask",
    "Course",
    "Lesson",
    "Posed",
    "Practice",
    "Progress",
    "Refused",
    "Section",
    "Standing",
    "Undecided",
    "answer",
    "pose",
]
