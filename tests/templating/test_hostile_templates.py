"""Templates of strangers: no code runs, no file is read, no data change; the only trouble is TemplateError or FillError.

Left out, since they hang or exhaust memory and need limits of time and memory, not the sandbox: `{{ 9**(10**7) }}` and
`{{ 9**(10**8) > 1 }}` (already while compiling, as constants are folded), `{{ 'A'*(10**9) }}`, `{{ 'a'|center(10**9) }}`,
`{{ '%1000000000d'|format(1) }}`, loops nested over long data, and 8,000 unclosed `{{` (the cost grows with the square).
"""

from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any

import pytest

from qms_docs.errors import FillError, TemplateError
from qms_docs.templating import compile_template

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
    assert caught.value.location.within == "word/document.xml¶1"


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
    ("{{ '{0}'.format(x) }}", "An Hiệp"),
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
