"""标签: the structure trees of several tagged documents as one, so that a bound file can still be read aloud."""

from collections.abc import Sequence
from typing import cast

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, NumberObject


class Tags:
    """Documents are added in the order of their pages. One without tags leaves its pages untagged."""

    def __init__(self) -> None:
        self._documents = ArrayObject()
        self._by_page = ArrayObject()  # the number tree: a key, then what the marks of that page belong to
        self._roles = DictionaryObject()
        self._next = 0

    def add(self, writer: PdfWriter, reader: PdfReader, added: Sequence[PageObject]) -> None:
        """`added` are the pages of `reader` as they stand in `writer`: the tags point at them."""
        tree = reader.root_object.get("/StructTreeRoot")
        if tree is None:
            return
        tree = tree.get_object()
        tops = [one.get_object() for one in tree["/K"]]
        for top in tops:
            top.pop("/P")  # else the whole old tree would be copied along
        self._documents += [top.clone(writer).indirect_reference for top in tops]
        numbers = tree["/ParentTree"]["/Nums"]
        for key, marked in zip(numbers[::2], numbers[1::2], strict=True):
            self._by_page.append(NumberObject(self._next + int(key)))
            self._by_page.append(marked.get_object().clone(writer).indirect_reference)
        for page, was in zip(added, reader.pages, strict=True):
            if "/StructParents" in was:
                key = cast(NumberObject, was["/StructParents"])
                page[NameObject("/StructParents")] = NumberObject(self._next + int(key))
        self._roles.update(tree.get("/RoleMap", {}))
        self._next += int(tree["/ParentTreeNextKey"])

    def enter(self, writer: PdfWriter) -> None:
        """Give the whole document the one tree."""
        tree = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        entered = writer._add_object(tree)
        for document in self._documents:
            document.get_object()[NameObject("/P")] = entered
        tree[NameObject("/K")] = self._documents
        tree[NameObject("/RoleMap")] = self._roles
        tree[NameObject("/ParentTree")] = writer._add_object(
            DictionaryObject({NameObject("/Nums"): self._by_page})
        )
        tree[NameObject("/ParentTreeNextKey")] = NumberObject(self._next)
        writer.root_object[NameObject("/StructTreeRoot")] = entered
        marked = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
        writer.root_object[NameObject("/MarkInfo")] = marked
