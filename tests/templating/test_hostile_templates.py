"""Templates of strangers: no code runs, no file is read, no data change; the only trouble is TemplateError or FillError.

Each is refused twice: by the sandbox, and in a child process with limits, which alone stands against the endless ones.
"""

from __future__ import annotations

import copy
import pickle
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qms_docs.errors import FillError, TemplateError
from qms_docs.templating import compile_template
from qms_docs.templating.confinement import Child, ConfinedTemplate

from . import reading
from .builder import NAME, compiled, filled, paragraph, row, table, template

COMMAND = "touch {canary}"


def words() -> dict[str, Any]:
    return {
        "x": "An Hiệp",
        "n": 3,
        "people": [{"name": "Á", "jobs": ["bí thư"]}, {"name": "Bé", "jobs": []}],
        "commune": {"name": "Bình Đại", "items": "mục", "keys": "khóa"},
        "none": None,
        "long": list(range(1000)),
        "text": "xin chào " * 20_000,
    }


# `!` stands for a shell command that would leave a file behind.
HOSTILE = [
    # the way to Python's internals
    "{{ cycler.__init__.__globals__.os.popen('!').read() }}",
    "{{ joiner.__init__.__globals__.os.popen('!').read() }}",
    "{{ namespace.__init__.__globals__.os.popen('!').read() }}",
    "{{ lipsum.__globals__['os'].popen('!').read() }}",
    "{{ lipsum.__globals__.os.system('!') }}",
    "{{ dict.__base__.__subclasses__() }}",
    "{{ range.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__']['__mro__'][1]['__subclasses__']() }}",
    "{{ ''['__cla' ~ 'ss__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ ''|attr('__cla' ~ 'ss__')|attr('__mro__') }}",
    "{{ ''|attr('\\x5f\\x5fclass\\x5f\\x5f') }}",
    "{{ x|attr('format') }}",
    "{{ x.format.__self__.__class__ }}",
    "{{ [x]|map(attribute='__class__')|list|first }}",
    "{{ people|map('attr', '__class__')|first }}",
    "{{ people|groupby('__class__')|list }}",
    "{{ people|selectattr('__class__')|list }}",
    "{{ people|sort(attribute='__class__.__mro__') }}",
    "{{ '{0}'.format(x) }}",
    "{{ '{0.__class__.__mro__}'.format(x) }}",
    "{{ '{0.__class__}'.format(x) }}",
    "{{ '{a.__class__}'.format_map({'a': x}) }}",
    "{{ '{0.__init__.__globals__}'.format(people[0].get) }}",
    "{% set f = '{0.__class__}'.format %}{{ f(x) }}",
    "{{ ['{0.__class__}']|map('format', x)|map('attr', '__class__')|first }}",
    "{{ ('{0.__class__}'|attr('format'))(x) }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ self.__class__.__base__.__subclasses__() }}",
    "{{ self }}",
    "{{ people.__class__ }}",
    "{{ commune.__class__.__init__.__globals__ }}",
    "{{ commune.get.__self__ }}",
    "{{ commune.get.__func__ }}",
    "{{ commune.keys.__class__ }}",
    "{{ n.__class__ }}",
    "{{ n.real.__class__ }}",
    "{{ (1).__class__.__base__ }}",
    "{{ none.__class__ }}",
    "{{ none.__init__.__globals__ }}",
    "{{ lạ.__class__ }}",
    "{{ lạ.__init__.__globals__ }}",
    "{{ true.__class__ }}",
    "{% for p in people %}{{ loop.__class__ }}{% endfor %}",
    "{% for p in people %}{{ loop._iterable }}{% endfor %}",
    "{% for p in people %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "{% macro m() %}{{ caller.__class__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% macro m() %}{{ varargs.__class__ }}{% endmacro %}{{ m(1) }}",
    "{% block b %}{{ super.__class__ }}{% endblock %}",
    "{% block b %}{{ self.b.__class__ }}{% endblock %}",
    "{% set a = ''.__class__ %}{{ a }}",
    "{% if ''.__class__.__mro__ %}a{% endif %}",
    "{% for c in ''.__class__.__mro__ %}a{% endfor %}",
    "{{ (people|first|attr('get'))('name').__class__ }}",
    "{{ people|batch(1).gi_frame }}",
    "{{ (people|batch(1)).gi_frame.f_globals }}",
    "{{ (people|map('upper')).gi_code }}",
    # functions and modules by name
    "{{ open('/etc/passwd').read() }}",
    "{{ __import__('os').system('!') }}",
    "{{ eval('1') }}",
    "{{ exec('import os') }}",
    "{{ getattr(x, '__class__') }}",
    "{{ globals() }}",
    "{{ os.system('!') }}",
    "{{ __builtins__ }}",
    "{{ environment }}",
    "{{ context }}",
    "{{ request.application.__globals__ }}",
    "{{ config.items() }}",
    "{{ x.upper.__call__.__self__ }}",
    "{{ print }}",
    # other templates and files
    "{% include '/etc/passwd' %}",
    "{% include ['/etc/passwd', 'a'] %}",
    "{% import '/etc/passwd' as a %}",
    "{% from '/etc/passwd' import a %}",
    "{% extends '/etc/passwd' %}",
    "{% extends x %}",
    # extensions that are not there
    "{% do people.append(1) %}",
    "{% debug %}",
    "{% trans %}a{% endtrans %}",
    "{{ _('a') }}",
    "{{ gettext('a') }}",
    "{% for p in people %}{% break %}{% endfor %}",
    # too much of it, cheaply told
    "{% for i in range(10**9) %}a{% endfor %}",
    "{{ lipsum() }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% for p in people recursive %}{{ loop(people) }}{% endfor %}",
    # changing the data of the next document
    "{{ people.append(99) }}",
    "{{ people.insert(0, 99) }}",
    "{{ people.extend([99]) }}",
    "{{ people.pop() }}",
    "{{ people.clear() }}",
    "{{ people.remove(people[0]) }}",
    "{{ people.reverse() }}",
    "{{ people.sort() }}",
    "{{ people[0].jobs.append('x') }}",
    "{{ people|first|attr('jobs')|attr('append') }}",
    "{{ people.__setitem__(0, 1) }}",
    "{{ people.__iadd__([1]) }}",
    "{{ people['append'](1) }}",
    "{% set a = people.append %}{{ a(1) }}",
    "{% set a = people %}{{ a.append(1) }}",
    "{% for p in people %}{{ p.update({'name': 'x'}) }}{% endfor %}",
    "{% if people.append(1) %}{% endif %}",
    "{{ x if people.append(1) }}",
    "{{ commune.update({'name': 'x'}) }}",
    "{{ commune.update(name='x') }}",
    "{{ commune.pop('name') }}",
    "{{ commune.popitem() }}",
    "{{ commune.clear() }}",
    "{{ commune.setdefault('mới', 1) }}",
    "{{ commune.__setitem__('name', 1) }}",
    "{{ commune.__delitem__('name') }}",
    "{% set commune.name = 'x' %}",
    "{% set people[0] = 'x' %}",
    "{{ [people]|map('attr', 'append')|first }}",
    "{{ [people]|map('call', 1)|list }}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_template_is_refused(text: str, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    given = words()
    with pytest.raises(TemplateError) as caught:
        filled("một", text.replace("!", COMMAND.format(canary=canary)), words=given)
    assert type(caught.value) in (TemplateError, FillError)
    assert caught.value.location.file == NAME
    assert (caught.value.location.within or "").startswith("word/document.xml")
    assert "root:" not in str(caught.value)
    assert given == words()
    assert not canary.exists()


@pytest.mark.parametrize("place", ["header", "footer", "title"])
@pytest.mark.parametrize("text", HOSTILE[::6])
def test_it_is_refused_in_every_part(text: str, place: str, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    with pytest.raises(TemplateError):
        filled(words=words(), **{place: text.replace("!", COMMAND.format(canary=canary))})
    assert not canary.exists()


@pytest.mark.parametrize(
    "text", ["''.__class__", "self.__class__", "x|attr('__class__')", "people.append(1)", "lipsum()", "loop.x"]
)
def test_it_is_refused_in_every_kind_of_tag(text: str) -> None:
    """docxtpl rewrites some tags; what it puts into attributes is under the same sandbox."""
    for blocks in (
        [paragraph("a", f"{{{{r {text} }}}}")],
        [f"{{{{p {text} }}}}"],
        [table(row(f"{{% cellbg {text} %}}a", "b", "c"))],
        [table(row(f"{{%tr if {text} %}}", "", ""), row("{%tr endif %}", "", ""), row("a", "b", "c"))],
    ):
        with pytest.raises(TemplateError):
            filled(*blocks, words=words())


# Python's compiler, Jinja's parser or docxtpl's expressions give up on these, each in its own way.
UNCOMPILABLE = {
    "many loops in each other": "".join(f"{{% for a{i} in people %}}" for i in range(25)) + "x" + "{% endfor %}" * 25,
    "many brackets": "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
    "many lists": "{{ " + "[" * 150 + "1" + "]" * 150 + " }}",
    "many negations": "{{ " + "not " * 3000 + "1 }}",
    "many signs": "{{ " + "-" * 3000 + "1 }}",
    "many digits": "{{ " + "1" * 5000 + " }}",
    "a backslash in cellbg": table(row("{% cellbg '\\x41' ~ %}a", "b", "c")),
    "a group in colspan": table(row("{% colspan '\\g<9>' %}a", "b", "c")),
}
# These raise other errors of Python while they run.
UNFILLABLE = [
    "{{ x|xmlattr }}",
    "{{ 'A' * 10**13 }}",
    "{{ [1] * 10**15 }}",
    "{{ n|batch(0)|list }}",
    "{{ people|dictsort }}",
    "{{ x|items|list }}",
    "{{ commune|sum }}",
    "{{ n ** -1 / 0 }}",
]
# Not the same twice, or Python's own print-out.
WITHHELD = [
    "{{ [1, 2, 3, 4, 5, 6, 7, 8]|random }}",
    "{{ people|pprint }}",
    "{{ x|safe }}",
    "{{ x|urlize }}",
    "{{ x|filesizeformat }}",
]


@pytest.mark.parametrize("name", UNCOMPILABLE)
def test_what_cannot_be_compiled_is_told_like_any_mistake(name: str) -> None:
    with pytest.raises(TemplateError) as caught:
        filled(UNCOMPILABLE[name], words=words())
    assert (caught.value.location.within or "").startswith("word/document.xml")


@pytest.mark.parametrize("text", UNFILLABLE)
def test_what_cannot_be_filled_is_told_like_any_mistake(text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        filled(text, words=words())
    assert caught.value.location.within == f"word/document.xml¶1 › {text}"


@pytest.mark.parametrize("text", WITHHELD)
def test_filters_that_do_not_fit_documents_are_withheld(text: str) -> None:
    with pytest.raises(TemplateError):
        filled(text, words=words())


HARMLESS = [
    ("{{ commune.items }} {{ commune.keys }}", "mục khóa"),
    ("{{ commune.name.upper() }}", "BÌNH ĐẠI"),
    ("{% for k, v in people[0].items() %}{{ k }} {% endfor %}", "name jobs "),
    ("{{ people|map(attribute='name')|sort|join(',') }}", "Bé,Á"),
    ("{{ '__class__' }}", "__class__"),
]


@pytest.mark.parametrize(("text", "expected"), HARMLESS)
def test_honest_templates_are_not_hindered(text: str, expected: str) -> None:
    assert reading.text(filled(text, words=words())) == expected


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_template_as_data_is_text(text: str) -> None:
    """Data are printed once and never read as a template again, in no part."""
    data = filled("{{ x }}", header="{{ x }}", title="{{ x }}", words={"x": text})
    assert reading.text(data) == reading.text(data, "word/header1.xml") == reading.core(data, "title") == text


@pytest.mark.parametrize("text", HOSTILE[::6])
def test_the_trouble_travels_between_processes(text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        filled(text, words=words())
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again), again.location) == (type(caught.value), str(caught.value), caught.value.location)


def test_documents_do_not_speak_to_each_other() -> None:
    """What a template sets while one document is filled is unknown in the next."""
    leaky = compiled("{% if first %}{% set kept = x %}{% endif %}{{ kept|default('không') }}")
    assert reading.text(leaky.fill({"first": True, "x": "bí mật"})) == "bí mật"
    assert reading.text(leaky.fill({"first": False, "x": "khác"})) == "không"


def test_parts_do_not_speak_to_each_other() -> None:
    with pytest.raises(FillError):
        filled("{% set kept = x %}{{ kept }}", header="{{ kept }}", words=words())


@pytest.mark.parametrize(
    "text", ["{% set x = 'khác' %}{{ x }}", "{% for x in people %}{% endfor %}", "{% set people = [] %}", "{% set mới = 1 %}"]
)
def test_words_are_as_they_were_after_filling(text: str) -> None:
    given = words()
    before = copy.deepcopy(given)
    compile_template(template(text)).fill(given)
    assert given == before


# ---- eaters of time and memory


def loops(count: int, body: str = "a", over: str = "long") -> str:
    return "".join(f"{{% for a{i} in {over} %}}" for i in range(count)) + body + "{% endfor %}" * count


def again(step: str, times: int = 40, start: str = "{% set a = x %}", end: str = "{{ a }}") -> str:
    return start + step * times + end


# Refused at once, whatever they would cost.
EATERS = {
    "six loops in each other": loops(6),
    "a hundred loops in each other": loops(100),
    "~ doubles a text": again("{% set a = a ~ a %}"),
    "~ makes four of a text": again("{% set a = a ~ a ~ a ~ a %}"),
    "+ doubles a text": again("{% set a = a + a %}"),
    "+ doubles a list": again("{% set a = a + a %}", start="{% set a = long %}"),
    "* on a list": "{{ ([x] * 1000000000)|length }}",
    "* on a text": "{{ (x * 1000000000)|length }}",
    "replace by more": again("{% set a = a|replace('H', 'HHHHHHHHHH') %}"),
    "replace nothing by all": again("{% set a = a|replace('', a) %}"),
    "replace a letter by all": again("{% set a = a|replace('n', a) %}"),
    "join with itself": again("{% set a = [a, a, a]|join(a) %}"),
    "join letters with all": again("{% set a = a|list|join(a) %}"),
    "a list in itself, printed": again("{% set a = [a, a, a, a] %}", end="{{ a|string }}"),
    "a list in itself, in a text": again("{% set a = (a, a, a, a) %}", end="{% if a in [a ~ x] %}{% endif %}"),
    "a number times itself": again("{% set a = a * a %}", start="{% set a = 999999999 %}"),
    "a power": "{{ 9**(10**7) }}",
    "a power of powers": "{{ 9**9**9**9 }}",
    "a power compared": "{{ 9**(10**8) > 1 }}",
    "a power in a condition": "{% if 7**(10**8) %}a{% endif %}",
    "a product of 2,000 numbers": "{{ " + "*".join(["999999999999999999"] * 2000) + " }}",
    "slice": "{{ long|slice(1000000000)|list|length }}",
    "batch": "{{ long|batch(1000000000, 'x')|list|length }}",
    "round down": "{{ n|round(-1000000000) }}",
    "round up": "{{ 1.5|round(1000000000) }}",
    "center": "{{ x|center(1000000000) }}",
    "indent": "{{ text|indent(1000000000) }}",
    "format as filter": "{{ '%1000000000d'|format(1) }}",
    "format as method": "{{ '{:>1000000000}'.format(1) }}",
    "zfill": "{{ x.zfill(1000000000) }}",
    "ljust": "{{ x.ljust(1000000000) }}",
    "wordwrap": "{{ text|wordwrap(1) }}",
    "two ranges": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "lipsum": "{{ lipsum(n=100000) }}",
    "a macro that calls itself twice": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "paragraphs without end": loops(2, "{{ '\\a\\a\\a\\a\\a\\a\\a\\a' }}"),
    "a text of signs to escape": again("{% set a = a ~ a %}", 17, "{% set a = '<&>&<&>' %}", loops(2, "{{ a }}")),
    "10,000 tags": "{{ n }}" * 10_000 + "{{ y }}",
    "2,000 ifs in each other": "{% if n %}" * 2000 + "a" + "{% endif %}" * 2000,
    "2,000 filters": "{{ x" + "|upper" * 2000 + " }}",
    "2,000 attributes": "{{ x" + ".a" * 2000 + " }}",
    "2,000 comparisons": "{{ 1" + " < 2" * 2000 + " }}",
    "2,000 sums": "{{ 1" + " + 1" * 2000 + " + y }}",
    "2,000 joins": "{{ x" + " ~ x" * 2000 + " ~ y }}",
    "2,000 conditions in one": "{{ 1" + " if n else 2" * 2000 + " }}",
    "2,000 brackets": "{{ " + "(" * 2000 + "n" + ")" * 2000 + " }}",
    "2,000 lists": "{{ " + "[" * 2000 + "n" + "]" * 2000 + " }}",
    "2,000 dictionaries": "{{ " + "{1:" * 2000 + "n" + "}" * 2000 + " }}",
    "2,000 indices": "{{ long" + "[0" * 2000 + "]" * 2000 + " }}",
    "a constant of 2,000,000 signs": "{{ '" + "A" * 2_000_000 + "' ~ y }}",
    "a list of 10,000 constants": "{{ [" + "1," * 10_000 + "]|length + y }}",
    "a number of 100,000 digits": "{{ " + "9" * 100_000 + " }}",
    "a name of 100,000 letters": "{{ " + "a" * 100_000 + " }}",
    "20,000 closings": "{{ n }}" + "}}" * 20_000 + "{{ y }}",
    "20,000 openings in paragraphs": "".join(paragraph("{{") for _ in range(20_000)),
    "a quote never closed": "{{ '" + "a" * 200_000,
    "a quote closed by the tag": "{{ '" + "a" * 200_000 + " }}",
    "20,001 quotes": "{{ " + "'" * 20_001 + " }}",
    "a colour of 20,000 blanks": table(row("{% cellbg " + " " * 20_000 + "x", "b", "c")),
    "20,000 raws": "{% raw %}a" * 20_000,
    "20,000 loops never closed": "{% for a in long %}" * 20_000,
    "20,000 ends": "{% endfor %}" * 20_000,
    "1,000 tags cut up": paragraph(*("{", "{", " y ", "}", "}") * 1000),
    "2,000 names": "".join(f"{{% set a{i} = n %}}" for i in range(2000)) + "{{ y }}",
}
# Nothing stops these but a limit of time or memory.
ENDLESS = {
    "five loops": loops(5),
    "texts that are kept": "".join(f"{{% set b{i} = {' ~ '.join(['text'] * 20)} %}}" for i in range(300)) + "{{ y }}",
}
MORE_ENDLESS = {
    "four loops that print nothing": loops(4, "{% if n == 4 %}a{% endif %}"),
    "three loops over a long text": loops(3, over="text"),
    "rows of five loops": table(row("{%tr for a in long %}", "", ""), row(loops(4), "b", "c"), row("{%tr endfor %}", "", "")),
    "sorting again and again": loops(3, "{{ long|sort|reverse|map('string')|sort|join }}"),
    "a condition that computes": loops(3, over="long if (long|map('string')|map('upper')|join)|length > n"),
    "a great text printed often": again("{% set a = a ~ a %}", 18, end=loops(1, "{{ a }}")),
    "line ends without end": again("{% set a = a ~ a %}", 18, "{% set a = '\\n\\t\\a\\f' %}"),
    "pages without end": loops(2, "{{ '\\f' }}"),
    "letters in lists in lists": loops(1, "{{ text|list|map('list')|map('list')|list|length }}"),
    "capitals of a long text": loops(1, "{{ (text ~ a0)|list|map('upper')|list|length }}"),
    "10,000 conditions": "{% if n %}a{% endif %}" * 10_000 + "{{ y }}",
    "2,000 elifs": "{% if n == 0 %}" + "".join(f"{{% elif n == {i} %}}a" for i in range(9, 2009)) + "{% endif %}{{ y }}",
    "20,000 openings": "{{" * 20_000,
    "20,000 braces in runs": paragraph(*["{"] * 20_000),
    "20,000 openings of statements": "{%" * 20_000,
    "20,000 openings of comments": "{#" * 20_000,
    "20,000 openings with a dash": "{{-" * 20_000,
    "20,000 braces": "{" * 20_000,
    "20,000 quotes behind backslashes": "{{ '" + "\\'" * 20_000 + " }}",
    "200,000 blanks": "{{ n" + " " * 200_000 + "! }}",
    "20,000 colspans": table(row("{% colspan " * 20_000, "b", "c")),
    "raw without end": "{% raw %}" + "{{" * 20_000,
}
EVERY = (
    {text: text for text in (*HOSTILE, *UNFILLABLE, *WITHHELD)}
    | {f"behind the wall: {name}": text for name, text in UNCOMPILABLE.items()}
    | EATERS
    | ENDLESS
    | MORE_ENDLESS
)
GIB = 2**30
# What two busy processors may add to the limit of five seconds.
SECONDS = 5 + 15
"""The limit of a filling, and what a busy machine takes besides."""


class Children:
    """One child for all refusals; a new one after each that it did not survive."""

    def __init__(self) -> None:
        self.child = Child()

    def idle(self) -> Child:
        if not self.child.end.alive:
            self.child = Child()
        return self.child


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    made = Children()
    yield made
    made.child.end()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(f"{len(EVERY)} hostile templates; the largest child took {peak >> 20} MiB")
    assert peak < GIB


def refusal(source: bytes, children: Children) -> tuple[TemplateError, float]:
    """What the template is refused with, and after how many seconds."""
    child = children.idle()
    started = time.monotonic()
    with pytest.raises(TemplateError) as caught:
        ConfinedTemplate(source, NAME, child).fill(words())
    return caught.value, time.monotonic() - started


def test_the_set_is_large(record_property: Any) -> None:
    record_property("hostile templates", len(EVERY))
    assert len(EVERY) == len({str(text) for text in EVERY.values()}) >= 200


@pytest.mark.parametrize("name", [name for name in EVERY if name not in MORE_ENDLESS])
def test_it_is_refused_behind_the_wall(name: str, children: Children, tmp_path: Path, record_property: Any) -> None:
    canary = tmp_path / "canary"
    text = EVERY[name]
    source = template("một", text.replace("!", COMMAND.format(canary=canary)) if text in HOSTILE else text)
    error, seconds = refusal(source, children)
    record_property("seconds", round(seconds, 2))
    assert seconds < SECONDS
    assert error.location.file == NAME
    # The reason is the template's own, not that of a child that lacks something.
    assert not any(sign in str(error) for sign in ("root:", "Error", "/lib/", "[Errno"))
    assert not canary.exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", MORE_ENDLESS)
def test_what_never_ends_is_ended(name: str, children: Children, record_property: Any) -> None:
    error, seconds = refusal(template(MORE_ENDLESS[name]), children)
    record_property("seconds", round(seconds, 2))
    assert seconds < SECONDS
    assert error.location.file == NAME


@pytest.mark.parametrize("text", [*HOSTILE[::4], *UNFILLABLE, *WITHHELD, *UNCOMPILABLE.values(), "{{ y }}{{ z.a }}{{ none }}"])
def test_the_reason_is_the_same_on_both_sides_of_the_wall(text: str, children: Children) -> None:
    with pytest.raises(TemplateError) as here:
        filled(text, words=words())
    there, _ = refusal(template(text), children)
    assert (type(there), there.fault, str(there)) == (type(here.value), here.value.fault, str(here.value))
    assert [(each.fault, each.location) for each in there.others] == [(each.fault, each.location) for each in here.value.others]


# ---- the same templates without protection

UNPROTECTED = """
import io, resource, sys
from docxtpl import DocxTemplate
resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))
people = [{"name": "A"}]
document = DocxTemplate(io.BytesIO(sys.stdin.buffer.read()))
document.render({"x": "An", "people": people})
print(len(people))
"""


def unprotected(text: str, seconds: float = 20) -> subprocess.CompletedProcess[bytes]:
    """docxtpl as it comes fills the template, in half a GiB."""
    command = [sys.executable, "-c", UNPROTECTED]
    return subprocess.run(command, input=template(text), capture_output=True, timeout=seconds, check=False)


@pytest.mark.parametrize("text", [text for text in HOSTILE if "!" in text and ("cycler" in text or "lipsum" in text)])
def test_unprotected_the_payload_runs(text: str, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    unprotected(text.replace("!", COMMAND.format(canary=canary)))
    assert canary.exists()


def test_unprotected_the_data_change() -> None:
    assert unprotected("{{ people.append(99) }}").stdout.strip() == b"2"


@pytest.mark.parametrize("name", ["~ doubles a text", "+ doubles a list", "center"])
def test_unprotected_the_memory_is_used_up(name: str) -> None:
    assert b"MemoryError" in unprotected(EATERS[name].replace("long", "people")).stderr


def test_unprotected_the_time_is_used_up() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        unprotected(EATERS["two ranges"], seconds=2)
