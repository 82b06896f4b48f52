# SPDX-License-Identifier: Apache-2.0
"""Writes what Python's jinja2 makes of published chat templates and of small templates, set up as transformers does.

`templates/*.jinja` are the templates, `templates/cases.json` conversations and outputs, `templates/semantics.json` small
templates with their outputs (null: jinja2 refuses them). DeepSeek's one-line templates are written here as published;
the others are copied from llama.cpp's collection:

    python make_template_goldens.py llama.cpp/models/templates
"""
import datetime
import json
import sys
from pathlib import Path

import jinja2
import jinja2.ext
from jinja2.sandbox import ImmutableSandboxedEnvironment

OUT = Path(__file__).resolve().parent / "templates"
NOW = datetime.datetime(2026, 1, 2, 3, 4, 5)

GUARD = "{% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}"
V2 = (GUARD + "{{ bos_token }}{% for message in messages %}{% if message['role'] == 'user' %}{{ 'User: ' + message['content'] + "
      "'\\n\\n' }}{% elif message['role'] == 'assistant' %}{{ 'Assistant: ' + message['content'] + eos_token }}{% elif "
      "message['role'] == 'system' %}{{ message['content'] + '\\n\\n' }}{% endif %}{% endfor %}{% if add_generation_prompt %}"
      "{{ 'Assistant:' }}{% endif %}")
CALL = ("<｜tool▁call▁begin｜>' + tool['type'] + '<｜tool▁sep｜>' + tool['function']['name'] + '\\n' + '```json' + '\\n' + "
        "tool['function']['arguments'] + '\\n' + '```' + '<｜tool▁call▁end｜>'}}")
R1 = (GUARD + "{% set ns = namespace(is_first=false, is_tool=false, is_output_first=true, system_prompt='') %}{%- for message in messages "
      "%}{%- if message['role'] == 'system' %}{% set ns.system_prompt = message['content'] %}{%- endif %}{%- endfor %}{{bos_token}}"
      "{{ns.system_prompt}}{%- for message in messages %}{%- if message['role'] == 'user' %}{%- set ns.is_tool = false -%}"
      "{{'<｜User｜>' + message['content']}}{%- endif %}{%- if message['role'] == 'assistant' and message['content'] is none %}"
      "{%- set ns.is_tool = false -%}{%- for tool in message['tool_calls']%}{%- if not ns.is_first %}{{'<｜Assistant｜>"
      "<｜tool▁calls▁begin｜>" + CALL + "{%- set ns.is_first = true -%}{%- else %}{{'\\n' + '" + CALL + "{{'<｜tool▁calls▁end｜>"
      "<｜end▁of▁sentence｜>'}}{%- endif %}{%- endfor %}{%- endif %}{%- if message['role'] == 'assistant' and message['content'] is "
      "not none %}{%- if ns.is_tool %}{{'<｜tool▁outputs▁end｜>' + message['content'] + '<｜end▁of▁sentence｜>'}}{%- set ns.is_tool = "
      "false -%}{%- else %}{% set content = message['content'] %}{% if '</think>' in content %}{% set content = "
      "content.split('</think>')[-1] %}{% endif %}{{'<｜Assistant｜>' + content + '<｜end▁of▁sentence｜>'}}{%- endif %}{%- endif %}"
      "{%- if message['role'] == 'tool' %}{%- set ns.is_tool = true -%}{%- if ns.is_output_first %}{{'<｜tool▁outputs▁begin｜>"
      "<｜tool▁output▁begin｜>' + message['content'] + '<｜tool▁output▁end｜>'}}{%- set ns.is_output_first = false %}{%- else %}"
      "{{'\\n<｜tool▁output▁begin｜>' + message['content'] + '<｜tool▁output▁end｜>'}}{%- endif %}{%- endif %}{%- endfor -%}{% if "
      "ns.is_tool %}{{'<｜tool▁outputs▁end｜>'}}{% endif %}{% if add_generation_prompt and not ns.is_tool %}{{'<｜Assistant｜>'}}"
      "{% endif %}")
V3 = R1.replace("{% set content = message['content'] %}{% if '</think>' in content %}{% set content = content.split('</think>')[-1] %}"
                "{% endif %}{{'<｜Assistant｜>' + content +", "{{'<｜Assistant｜>' + message['content'] +")
R1_OPENING = R1.replace("{{'<｜Assistant｜>'}}{% endif %}", "{{'<｜Assistant｜><think>\\n'}}{% endif %}")
PUBLISHED = {"deepseek-v2": V2, "deepseek-v3": V3, "deepseek-r1": R1, "deepseek-r1-opening": R1_OPENING}
COPIED = {"deepseek-v3.1": "deepseek-ai-DeepSeek-V3.1", "deepseek-v3.2": "deepseek-ai-DeepSeek-V3.2",
          "r1-distill-qwen": "deepseek-ai-DeepSeek-R1-Distill-Qwen-32B", "r1-distill-llama": "deepseek-ai-DeepSeek-R1-Distill-Llama-8B",
          "qwen2.5": "Qwen-Qwen2.5-7B-Instruct", "qwen3": "Qwen-Qwen3-0.6B", "qwq": "Qwen-QwQ-32B",
          "llama-3.1": "meta-llama-Llama-3.1-8B-Instruct", "llama-3.2": "meta-llama-Llama-3.2-3B-Instruct",
          "llama-3.3": "meta-llama-Llama-3.3-70B-Instruct"}
TOKENS = {"deepseek": ("<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>"), "r1": ("<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>"),
          "qw": ("", "<|im_end|>"), "llama": ("<|begin_of_text|>", "<|eot_id|>")}

TOOLS = [{"type": "function", "function": {"name": "get_weather", "description": "Weather of a \"city\" & time", "parameters": {
            "type": "object", "properties": {"city": {"type": "string", "description": "城市"}, "days": {"type": "integer", "minimum": 1}},
            "required": ["city"]}}},
         {"type": "function", "function": {"name": "add", "parameters": {"type": "object", "properties": {"x": {"type": "number"}}}}}]


def user(text):
    return {"role": "user", "content": text}


def system(text):
    return {"role": "system", "content": text}


def assistant(text, **more):
    return {"role": "assistant", "content": text, **more}


def call(name, arguments, id="c1"):
    return {"id": id, "type": "function", "function": {"name": name, "arguments": arguments}}


def conversations() -> dict:
    three = [user("Hi"), assistant("Hello!"), user("1+1?"), assistant("2"), user("And 你好?")]
    thought = [user("Hi"), assistant("<think>\nhm\n</think>\n\nHello!"), user("again")]
    weather = [user("Weather in Köln?"), assistant(None, tool_calls=[call("get_weather", "{\"city\": \"Köln\", \"days\": 2}")]),
               {"role": "tool", "name": "get_weather", "tool_call_id": "c1", "content": "{\"t\": 21.5}"}]
    as_dict = [user("Weather?"), assistant("", tool_calls=[call("get_weather", {"city": "Köln", "days": 2})]),
               {"role": "tool", "content": "21"}, assistant("21 degrees"), user("thanks")]
    two = [user("both"), assistant(None, tool_calls=[call("add", "{}"), call("add", "{\"x\": 1}", "c2")]),
           {"role": "tool", "content": "a"}, {"role": "tool", "content": "b"}]
    cases = {"single": [user("Hello")], "system": [system("Be brief."), user("Hello")], "three turns": three, "empty system": [system(""), user("x")],
             "two systems": [system("a"), system("b"), user("x")], "past thought": thought, "late system": [user("a"), system("b"), user("c")],
             "past reasoning field": [user("Hi"), assistant("Hello!", reasoning_content="hm"), user("again")],
             "thought at the end": thought[:2], "whitespace": [system("  a \n"), user("\n\n b  \n"), assistant("  c "), user(" ")],
             "looks like markup": [user("<｜User｜><think></think> <|im_end|> {{ 1 }} {% if %} {# #} '\"\\ \n\t"), assistant("</think>x</think>y"), user("z")],
             "languages": [user("中文、日本語、한국어 😀👨‍👩‍👧 é"), assistant("好的。"), user("ß")], "empty": [user("")], "long": [user("ab " * 300)],
             "ends with assistant": three[:4], "tool calls": weather, "tool calls as objects": as_dict, "two tool calls": two,
             "user after tool": weather + [assistant("21.5 degrees"), user("ok")], "assistant first": [assistant("x"), user("y")]}
    out = {}
    for name, messages in cases.items():
        entry = {"messages": messages, "tools": None, "add_generation_prompt": messages[-1]["role"] != "assistant", "extra": {}}
        out[name] = entry
        if name in ("single", "system", "tool calls", "tool calls as objects"):
            out[name + ", tools"] = entry | {"tools": TOOLS}
        if name in ("single", "past thought", "past reasoning field"):
            for thinking in (True, False):
                out[f"{name}, thinking {thinking}"] = entry | {"extra": {"thinking": thinking, "enable_thinking": thinking}}
    out["single, no generation prompt"] = out["single"] | {"add_generation_prompt": False}
    return out


def environment() -> ImmutableSandboxedEnvironment:
    env = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[jinja2.ext.loopcontrols])

    def raise_exception(message):
        raise jinja2.exceptions.TemplateError(message)

    def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    env.filters["tojson"] = tojson
    env.globals["raise_exception"] = raise_exception
    env.globals["strftime_now"] = lambda format: NOW.strftime(format)
    return env


def render(source: str, variables: dict):
    """The output, or None with the reason."""
    try:
        return environment().from_string(source).render(**variables), None
    except Exception as error:  # noqa: BLE001 — whatever Python raises, the template failed
        return None, f"{type(error).__name__}: {error}"


def write_cases(folder: Path) -> None:
    OUT.mkdir(exist_ok=True)
    for name, source in PUBLISHED.items():
        (OUT / f"{name}.jinja").write_text(source, encoding="utf-8")
    for name, file in COPIED.items():
        (OUT / f"{name}.jinja").write_bytes((folder / f"{file}.jinja").read_bytes())
    talks, expected, failed = conversations(), [], 0
    tokens = {}
    for name in sorted(PUBLISHED | COPIED):
        bos, eos = next(v for k, v in TOKENS.items() if name.startswith(k))
        tokens[name] = {"bos_token": bos, "eos_token": eos}
        source = (OUT / f"{name}.jinja").read_text(encoding="utf-8")
        for talk, case in talks.items():
            variables = {"messages": case["messages"], "tools": case["tools"], "documents": None,
                         "add_generation_prompt": case["add_generation_prompt"], "bos_token": bos, "eos_token": eos, **case["extra"]}
            output, reason = render(source, variables)
            failed += output is None
            expected.append({"template": name, "conversation": talk, "output": output})
    (OUT / "cases.json").write_text(json.dumps({"tokens": tokens, "conversations": talks, "expected": expected}, ensure_ascii=False, indent=0) + "\n",
                                    encoding="utf-8")
    print(len(expected), "outputs, of them refused:", failed)


SEMANTICS = r"""
a{{ 1 }}b|{{ 'x' }}  {{- 'y' -}}  z|{{ "a\nb\t\\\"" }}{{ '\'' }}|{{ 'é\u00e9\x41' }}|{{ 'a' 'b' }}|{{ 1_000 }}|{{ 1e3 }}|{{ 1.50 }}|{{ 0.1 + 0.2 }}|{{ 1e16 }}|{{ 1e-5 }}|{{ 123456789.0 }}
{{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % 3 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 4 / 2 }} {{ 2 ** 10 }} {{ 2 ** -1 }} {{ 2 ** 0.5 }}|{{ -2 ** 2 }}|{{ 7.5 // 2 }} {{ -7.5 % 2 }}|{{ 1 + 2 * 3 - 4 }}|{{ (1 + 2) * 3 }}
{{ 'a' + 'b' }}{{ 'a' ~ 1 ~ none ~ true ~ 1.0 }}|{{ 'ab' * 3 }}{{ 2 * 'x' }}{{ 'x' * 0 }}{{ 'x' * -1 }}|{{ [1] + [2, 3] }}{{ [0] * 2 }}|{{ 1 + true }}|{{ 'a' + 1 }}|{{ 1 ~ 2 + 3 }}
{{ true }} {{ false }} {{ none }} {{ True }} {{ None }}|{{ [1, 'a', "it's", 'q"q', none, true, 1.0, [2], {'k': 'v'}] }}|{{ {} }}{{ [] }}{{ () }}|{{ (1, 2)[0] }}|{{ {'a': 1, 'b': [2]}.b[0] }}
{{ 1 < 2 < 3 }} {{ 1 < 2 > 3 }} {{ 1 == 1.0 }} {{ 1 == true }} {{ 'a' < 'b' }} {{ 'a' == 'a' }} {{ [1, 2] == [1, 2] }} {{ [1] < [2] }} {{ {'a': 1} == {'a': 1} }} {{ none == false }}|{{ 'a' < 1 }}
{{ 1 in [1, 2] }} {{ 3 not in [1] }} {{ 'b' in 'abc' }} {{ 'k' in {'k': 1} }} {{ '' in 'a' }} {{ 'x' in undef }}|{{ 1 in 'abc' }}|{{ not 1 in [1] }}
{{ 1 and 2 }} {{ 0 and 2 }} {{ 0 or 'x' }} {{ '' or none }} {{ not '' }} {{ not [] or 1 }}|{{ 1 if true else 2 }}{{ 1 if false }}{{ 'a' if 0 else 'b' if 0 else 'c' }}|{{ undef if undef is defined else 'no' }}
{{ undef }}|{{ undef.x }}|{{ n.x }}|{{ n['x'] }}|{{ n.x.y }}|{{ undef + 1 }}|{{ undef ~ 'a' }}|{{ undef | length }}|{{ undef | default('d') }}{{ '' | default('d') }}{{ '' | default('d', true) }}{{ none | default('d') }}|{{ undef == undef }}{{ undef == none }}|{{ undef() }}|{{ undef | upper }}
{% for x in [1, 2, 3] %}{{ x }}{% endfor %}|{% for x in [] %}a{% else %}empty{% endfor %}|{% for x in [1, 2, 3, 4] if x % 2 == 0 %}{{ loop.index }}{{ x }}{% endfor %}|{% for x in undef %}a{% endfor %}|{% for c in 'aé中' %}[{{ c }}]{% endfor %}|{% for x in 5 %}{% endfor %}
{% for x in 'abc' %}{{ loop.index }}{{ loop.index0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.revindex }}{{ loop.revindex0 }} {% endfor %}|{% for x in [1, 2, 3] %}{{ loop.previtem }}-{{ loop.nextitem }} {% endfor %}|{% for x in [1,2,3] %}{{ loop.cycle('a', 'b') }}{% endfor %}
{% for a, b in [(1, 2), [3, 4]] %}{{ a }}{{ b }}{% endfor %}|{% for k, v in {'x': 1, 'y': 2}.items() %}{{ k }}{{ v }}{% endfor %}|{% for k in {'x': 1} %}{{ k }}{% endfor %}|{% for a, b in [1] %}{% endfor %}
{% for x in [1, 2, 3] %}{% if x == 2 %}{% continue %}{% endif %}{% if x == 3 %}{% break %}{% endif %}{{ x }}{% endfor %}|{% for x in [1, 2] %}{% for y in [1, 2] %}{% if y == 2 %}{% break %}{% endif %}{{ x }}{{ y }}{{ loop.index }}{% endfor %}{{ loop.index }}{% endfor %}
{% set x = 1 %}{% for i in [1, 2] %}{% set x = x + i %}{{ x }}{% endfor %}{{ x }}|{% set ns = namespace(x=1) %}{% for i in [1, 2] %}{% set ns.x = ns.x + i %}{% endfor %}{{ ns.x }}|{% set a, b = 1, 2 %}{{ a }}{{ b }}|{% if true %}{% set y = 5 %}{% endif %}{{ y }}|{% set n.x = 1 %}
{% set x %}a{{ 1 }}b{% endset %}{{ x }}{{ x | length }}|{% set x | upper %}abc{% endset %}{{ x }}|{% set ns = namespace() %}{{ ns.q }}|{% set ns = namespace({'a': 3}) %}{{ ns.a }}
{% macro f(a, b=2, c='x') %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ f(1) }}{{ f(1, c=3) }}{{ f(b=5, a=4) }}|{% macro g(x) %}[{{ x }}]{% endmacro %}{{ g() }}{{ g(g(1)) }}|{% macro h() %}{{ z }}{% endmacro %}{% set z = 1 %}{{ h() }}|{% macro k(a) %}{% endmacro %}{{ k(1, 2) }}|{% macro m(n) %}{% if n > 0 %}{{ n }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}|{{ f is defined }}
{% if 0 %}a{% elif 1 %}b{% else %}c{% endif %}|{% if undef %}a{% else %}c{% endif %}|{% if 'a' in ['a'] and not false %}y{% endif %}
{{ 1 is number }} {{ 1.0 is float }} {{ 1 is integer }} {{ true is integer }} {{ true is number }} {{ 'a' is string }} {{ {} is mapping }} {{ [] is sequence }} {{ 'a' is sequence }} {{ {} is iterable }} {{ none is none }} {{ none is defined }} {{ undef is undefined }} {{ undef is not defined }} {{ true is boolean }} {{ 1 is boolean }} {{ true is true }} {{ 1 is true }} {{ false is false }}
{{ 3 is odd }} {{ 3 is even }} {{ 9 is divisibleby 3 }} {{ 9 is divisibleby(4) }} {{ 1 is eq 1 }} {{ 1 is equalto(2) }} {{ 1 is in [1] }} {{ 2 is lt 3 }} {{ 2 is ge(3) }} {{ 'a' is lower }} {{ 'A' is upper }} {{ 1 is sameas 1 }} {{ range is callable }} {{ 1 is not none and 2 is number }} {{ 1 is nosuchtest }}
{{ ' a b ' | trim }}|{{ 'xxaxx' | trim('x') }}|{{ 'aé中' | length }}{{ [1, 2] | count }}{{ {'a': 1} | length }}|{{ 'aBc é' | upper }}{{ 'ÀB' | lower }}|{{ 'hello wORLD' | capitalize }}|{{ 'hello wORLD it\'s' | title }}|{{ 5 | length }}
{{ [1, 2, 3] | join(', ') }}{{ 'abc' | join('-') }}{{ [] | join }}{{ [{'a': 1}, {'a': 2}] | join('|', attribute='a') }}|{{ 'a-b-c' | replace('-', '+') }}{{ 'aaa' | replace('a', 'b', 2) }}|{{ [3, 1, 2] | first }}{{ 'abc' | last }}{{ [] | first }}|{{ 'ab' | list }}{{ {'a': 1} | list }}
{{ [3, 1, 2] | sort }}{{ ['b', 'A', 'c'] | sort }}{{ ['b', 'A'] | sort(case_sensitive=true) }}{{ [1, 3, 2] | sort(reverse=true) }}{{ [{'a': 2}, {'a': 1}] | sort(attribute='a') }}|{{ [1, 2] | reverse | list }}{{ 'abc' | reverse }}|{{ [1, 1, 2, 'a', 'A'] | unique | list }}|{{ [1, 'a'] | sort }}
{{ ['a', 'b'] | map('upper') | list }}{{ [{'x': {'y': 1}}, {'x': {'y': 2}}] | map(attribute='x.y') | list }}{{ [{'a': 1}, {}] | map(attribute='a', default=0) | list }}|{{ [0, 1, 2] | select | list }}{{ [1, 2, 3] | select('odd') | list }}{{ [1, 2, 3] | reject('gt', 1) | list }}{{ [{'r': 'u'}, {'r': 'a'}] | selectattr('r', 'equalto', 'u') | list }}{{ [{'r': 1}, {}] | selectattr('r') | list }}{{ [{'r': 'u'}, {'r': 'a'}] | rejectattr('r', 'eq', 'u') | map(attribute='r') | join }}
{{ '42' | int }}{{ '4.7' | int }}{{ 'x' | int }}{{ 'x' | int(9) }}{{ 3.9 | int }}{{ '1.5' | float }}{{ 'x' | float }}{{ 3 | string }}{{ 3.14159 | round(2) }}{{ 2.5 | round }}{{ 3.5 | round }}{{ 2.1 | round(0, 'ceil') }}{{ -3 | abs }}{{ -3.5 | abs }}|{{ [1, 2, 3] | sum }}{{ [1.5, 2] | sum }}{{ [{'a': 2}] | sum(attribute='a') }}{{ [] | sum }}|{{ [3, 1] | min }}{{ [3, 1] | max }}{{ ['b', 'A'] | min }}
{{ {'b': 1, 'a': 2} | dictsort }}{{ {'b': 1, 'a': 2} | dictsort(by='value') }}|{{ {'a': 1} | items | list }}|{{ 'a\nb\n\nc' | indent }}|{{ 'a\nb' | indent(2, true) }}|{{ '<a href="x">&\'' | e }}{{ '<b>' | safe }}{{ '<' | escape }}
{{ {'a': [1, 2.0, none, true], 'é': 'x"\n\\/'} | tojson }}|{{ {'a': [1, {'b': []}], 'c': {}} | tojson(indent=2) }}|{{ 'a' | tojson }}{{ none | tojson }}{{ 1.5 | tojson }}|{{ {'b': 1, 'a': 2} | tojson(sort_keys=true) }}|{{ undef | tojson }}|{{ '\u0001\x7f' | tojson }}
{{ ' ab '.strip() }}|{{ 'xxabxx'.strip('x') }}|{{ ' a'.lstrip() }}{{ 'a '.rstrip() }}|{{ 'a,b,c'.split(',') }}{{ 'a b  c'.split() }}{{ 'a,b,c'.split(',', 1) }}{{ 'a,b,c'.rsplit(',', 1) }}{{ ''.split(',') }}{{ ''.split() }}{{ ' a  b c '.split(None, 1) }}|{{ 'abc'.startswith('ab') }}{{ 'abc'.endswith('bc') }}{{ 'abc'.startswith(('x', 'a')) }}|{{ 'aB'.upper() }}{{ 'aB'.lower() }}{{ 'ab cd'.title() }}{{ 'ab'.capitalize() }}|{{ 'a'.nosuch() }}
{{ 'aba'.replace('a', 'c') }}{{ 'aba'.replace('a', 'c', 1) }}{{ 'ab'.replace('', '-') }}|{{ ','.join(['a', 'b']) }}|{{ '中é文'.find('文') }}{{ 'abc'.find('x') }}{{ 'abca'.rfind('a') }}{{ 'abca'.count('a') }}|{{ 'a\nb\r\nc'.splitlines() }}|{{ '12'.isdigit() }}{{ 'a'.isalpha() }}{{ ' '.isspace() }}|{{ 'abc'.removeprefix('a') }}{{ 'abc'.removesuffix('c') }}|{{ 'abc'.index('c') }}
{{ {'a': 1, 'b': 2}.keys() | list }}{{ {'a': 1}.values() | list }}{{ {'a': 1}.get('a') }}{{ {'a': 1}.get('x') }}{{ {'a': 1}.get('x', 5) }}|{{ {'items': 3}['items'] }}|{{ {'a': 1}['a'] }}{{ {'a': 1}.a }}|{{ d.key }}{{ d['key'] }}{{ d.nested.list[1] }}{{ d.nested['list'][-1] }}|{% for k, v in d.nested | items %}{{ k }}{% endfor %}
{{ [1, 2, 3, 4][1:3] }}{{ [1, 2, 3][::-1] }}{{ [1, 2, 3][-2:] }}{{ [1, 2, 3][:-1] }}{{ [1, 2, 3, 4, 5][::2] }}{{ [1, 2, 3][5:] }}{{ [1, 2, 3][2:0:-1] }}|{{ 'abcé中'[1:] }}{{ 'abc'[::-1] }}{{ '中文字'[1] }}{{ 'abc'[-1] }}{{ 'abc'[7] }}|{{ [1, 2][9] }}{{ [1, 2][0] }}|{{ (1, 2, 3)[1:] | list }}|{{ 'abc'[:none] }}
{{ range(3) | list }}{{ range(1, 4) | list }}{{ range(5, 0, -2) | list }}{{ range(0) | list }}|{{ dict(a=1, b='x') }}|{{ strftime_now('%Y-%m-%d %H:%M') }}{{ strftime_now('%d %b %Y, %A %B') }}|{{ raise_exception('no') }}|{% if false %}{{ raise_exception('no') }}{% endif %}ok
a{# comment #}b|{#- strip -#}  c|  {# x #}
d|{%- if true -%}  a  {%- endif -%}  b|{% raw %}{{ x }}{% endraw %}|{% filter upper %}a{{ 'b' }}{% endfilter %}|{% filter replace('a', 'b') | upper %}aa{% endfilter %}
{{ [[1, 2], [3]] | map('first') | list }}{{ [1, 2, 3] | map('string') | join }}|{{ 'a' if x is defined and x else 'b' }}|{{ messages[0].role }}{{ messages[-1]['content'] }}{{ messages[1:] | length }}{{ messages | map(attribute='role') | join(',') }}|{{ messages | selectattr('role', 'equalto', 'user') | map(attribute='content') | list | last }}
{{ 1 + 1 if true else 0 }}{{ (1 if true else 2) + 1 }}{{ not true and false }}{{ 1 < 2 and 2 < 3 }}{{ -1 }}{{ +1 }}{{ - 1 + 2 }}{{ -3 | abs }}{{ 5 - 3 - 1 }}{{ 2 * 3 % 4 }}{{ 10 / 4 * 2 }}|{{ 'a' 'b' | upper }}{{ ('a' ~ 'b') | upper }}{{ 'a' ~ 'b' | upper }}|{{ 1.5 + 1 }}{{ 3 * 1.5 }}{{ 7 // 2.0 }}|{{ 1 / 0 }}
{% include 'x' %}|{% unknown %}|{{ 1 + }}|{{ (1 }}|{% if %}{% endif %}|{% for x %}{% endfor %}|{{ 'a }}|{% endif %}|{% if true %}|{{ 1 | nosuchfilter }}|{{ a.b.c }}|{{ [1, 2 }}|{% break %}|{{ ''.__class__ }}|{{ messages.append(1) }}
"""


def write_semantics() -> None:
    variables = {"n": {}, "d": {"key": "v", "nested": {"list": [1, 2, 3], "z": None}},
                 "messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "u"}]}
    cases = []
    for line in SEMANTICS.strip().split("\n"):
        pieces = line.replace("|{{", "\0{{").replace("|{%", "\0{%").replace("|{#", "\0{#").split("\0")
        cases += pieces
    # White space control at the ends of lines, which the lines above cannot hold.
    cases += ["{% if true %}\na\n{% endif %}\nb\n", "  {% if true %}  \n  a\n  {% endif %}  \n", "x  {{- 1 }}\n\n{{ 2 -}}\n y\n", "{% for i in [1, 2] %}\n  {{ i }}\n{% endfor %}\nend",
              "a\n  {%- if true %}\n b\n  {%- endif %}\nc", "a\r\nb{{ 1 }}\r\n", "  {%+ if true %}a{% endif %}", "{% set x = 1 %}\n{% set y = 2 %}\n{{ x }}{{ y }}\n\n", "a {# c #} b\n{# d #}\ne\n",
              "{%- for i in [1] -%}\n\n x \n\n{%- endfor -%}\n", "{% raw %}\n {{ a }} \n{% endraw %}\nz", "{{ '}}' }}{{ '%}' }}{{ {'a': {'b': 1}}['a']['b'] }}", "\n\n{{ 1 }}\n\n", "{% if true -%}\n   a{% endif %}", "{{ \"a\\\n b\" }}"]
    out = [{"template": source, "output": render(source, variables)[0]} for source in cases]
    (OUT / "semantics.json").write_text(json.dumps({"variables": variables, "cases": out}, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(len(out), "small templates, of them refused:", sum(c["output"] is None for c in out))


if __name__ == "__main__":
    write_cases(Path(sys.argv[1]))
    write_semantics()
