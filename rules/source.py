"""法条数据文件: read a YAML file so that every complaint can name its file and line."""

import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from domain.errors import Refused

_TAG = "tag:yaml.org,2002:"


class Document(NamedTuple):
    """`data` is made of dict, list, str, int, bool, date and None; `lines` maps the path of a part to its line."""

    path: Path
    data: Any
    lines: dict[tuple[str | int, ...], int]

    def refuse(self, code: str, zh: str, en: str, *where: str | int, value: Any = None) -> Refused:
        """A refusal that names the file and the line of the nearest part that stands in it."""
        known = next(where[:end] for end in range(len(where), -1, -1) if where[:end] in self.lines)
        return _refused(code, zh, en, self.path, self.lines[known], ".".join(map(str, where)), value)


def read(path: Path) -> Document:
    """Read one file. Raises Refused: no_such_file, not_yaml, yaml_duplicate_key, yaml_ambiguous, yaml_alias."""
    try:
        root = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except OSError:
        zh, en = "文件不存在或者无法读取。", "There is no such file, or it cannot be read."
        raise _refused("no_such_file", zh, en, path, 1, "", None) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise _refused(
            "not_yaml", "不是有效的 YAML 文本。", f"This is not YAML: {problem}.", path, line, "", problem
        ) from None
    if root is None:
        raise _refused("not_yaml", "文件是空的。", "The file is empty.", path, 1, "", None)
    lines: dict[tuple[str | int, ...], int] = {}
    return Document(path, _Reader(path, lines).value(root, ()), lines)


def _refused(code: str, zh: str, en: str, path: Path, line: int, field: str, value: Any) -> Refused:
    place = f"{path.parent.name}/{path.name}"
    return Refused(code, zh=f"{place} 第{line}行：{zh}", en=f"{place}, line {line}: {en}", field=field, value=value)


class _Reader:
    """Stricter than YAML 1.1, under which `no` is false, 010 is 8, 1:30 is 90 and the last of two keys wins."""

    def __init__(self, path: Path, lines: dict[tuple[str | int, ...], int]) -> None:
        self._path, self._lines, self._seen = path, lines, set[int]()

    def value(self, node: yaml.Node, where: tuple[str | int, ...]) -> Any:
        self._lines.setdefault(where, node.start_mark.line + 1)
        if id(node) in self._seen:
            raise self._refuse(
                "yaml_alias", "请勿使用锚点和引用。", "Write it out: anchors are not taken.", node, where
            )
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*where, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, where)

    def _mapping(self, node: yaml.MappingNode, where: tuple[str | int, ...]) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for key, value in node.value:
            if key.tag != _TAG + "str":
                raise self._refuse("yaml_ambiguous", "键必须是文字。", "A key must be plain text.", key, where)
            if key.value in read:
                raise self._refuse(
                    "yaml_duplicate_key", f"“{key.value}”重复。", f"“{key.value}” stands here twice.", key, where
                )
            self._lines[(*where, key.value)] = key.start_mark.line + 1
            read[key.value] = self.value(value, (*where, key.value))
        return read

    def _scalar(self, node: yaml.Node, where: tuple[str | int, ...]) -> Any:
        text, kind = node.value, node.tag.removeprefix(_TAG)
        if kind == "str":
            return text
        if kind == "null":
            return None
        if kind == "bool" and text in ("true", "false"):
            return text == "true"
        if kind == "int" and re.fullmatch(r"0|-?[1-9][0-9]*", text):
            return int(text)
        if kind == "timestamp" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                raise self._refuse("not_a_date", "没有这一天。", "There is no such day.", node, where) from None
        raise self._refuse(
            "yaml_ambiguous",
            f"“{text}”有歧义：文字请加引号，真假请写 true 或 false，数字请写普通整数。",
            f"“{text}” can be misread: quote a text, write true or false, write a plain whole number.",
            node,
            where,
        )

    def _refuse(self, code: str, zh: str, en: str, node: yaml.Node, where: tuple[str | int, ...]) -> Refused:
        field = ".".join(map(str, where))
        return _refused(code, zh, en, self._path, node.start_mark.line + 1, field, getattr(node, "value", None))
