"""The same person across documents: who is whom, and who is quoted how often."""

from quoteattr.people.audit import Audit, Share, audit
from quoteattr.people.documents import Document, Said, read_documents
from quoteattr.people.known import read_people
from quoteattr.people.registry import Registry
from quoteattr.people.timeline import Line, Timeline, timeline
from quoteattr.people.values import Appearance, Decision, Person, Question

__all__ = [
    "Appearance",
    "Audit",
    "Decision",
    "Document",
    "Line",
    "Person",
    "Question",
    "Registry",
    "Said",
    "Share",
    "Timeline",
    "audit",
    "read_documents",
    "read_people",
    "timeline",
]
