"""A practice course as a file that a learning system takes in.

``Packer`` writes packages that share what is large in them.
"""

from coordguide.lms.contents import MissingFile
from coordguide.lms.manifests import STANDARDS, Course, Standard, connects
from coordguide.lms.packing import Package, Packer

__all__ = ["STANDARDS", "Course", "MissingFile", "Package", "Packer", "Standard", "connects"]
