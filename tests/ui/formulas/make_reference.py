#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures where a browser puts the parts of formulas: writes reference.json.

Needs Debian's chromium, libjs-katex and fonts-katex. For each formula of formulas.txt ("D " before a displayed one),
the width and every run of text with its place (x, baseline y downwards, font size), in em of the surrounding text.
"""
import html
import json
import pathlib
import re
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent
PAGE = """<!doctype html><meta charset="utf-8">
<link rel="stylesheet" href="file:///usr/share/javascript/katex/katex.css">
<style>@@FACES@@ body { font-size: 100px; margin: 50px; } .katex { font-size: 100px; line-height: 1.2 }
.line { white-space: nowrap; width: 20000px; } .katex-display { text-align: left; margin: 0 }
.katex-display > .katex { text-align: left }</style>
<script src="file:///usr/share/javascript/katex/katex.js"></script><body><script>
const formulas = @@FORMULAS@@, canvas = document.createElement("canvas").getContext("2d"), results = [];
function measure(host) {
    const root = host.querySelector(".katex-html"), bases = root.querySelectorAll(".base");
    const origin = bases[0].getBoundingClientRect();
    const probe = document.createElement("span");
    probe.style.cssText = "display:inline-block;width:0;height:0";
    bases[0].appendChild(probe);
    const baseline = probe.getBoundingClientRect().bottom;
    probe.remove();
    let right = 0;
    for (const base of bases)
        right = Math.max(right, base.getBoundingClientRect().right);
    const texts = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode.data.replace(/\\u200b/g, "");
        if (text === "")
            continue;
        const style = getComputedStyle(walker.currentNode.parentElement);
        if (style.color === "rgba(0, 0, 0, 0)")
            continue;
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        const box = range.getBoundingClientRect();
        canvas.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const ascent = canvas.measureText(text).fontBoundingBoxAscent;
        const em = x => Math.round(x * 100) / 10000;
        texts.push([text, em(box.left - origin.left), em(box.top + ascent - baseline), em(parseFloat(style.fontSize))]);
    }
    return { width: Math.round((right - origin.left) * 100) / 10000, texts: texts };
}
for (const [tex, displayed] of formulas) {
    const host = document.createElement("div");
    host.className = "line";
    document.body.appendChild(host);
    katex.render(tex, host, { displayMode: displayed, output: "html", strict: "ignore" });
}
document.fonts.ready.then(() => {
    document.querySelectorAll(".line").forEach((host, i) =>
        results.push(Object.assign({ tex: formulas[i][0], displayed: formulas[i][1] }, measure(host))));
    const out = document.createElement("pre");
    out.id = "out";
    out.textContent = JSON.stringify(results);
    document.body.replaceChildren(out);
});
</script>"""


def main():
    formulas = []
    for line in (HERE / "formulas.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            formulas.append([line[2:], line.startswith("D ")])
    css = pathlib.Path("/usr/share/javascript/katex/katex.css").read_text(encoding="utf-8")
    faces = "".join(re.findall(r"@font-face\s*\{[^}]*\}", css))
    faces = re.sub(r"src:[^;}]*?([\w-]+)\.ttf[^;}]*", r"src: url(file:///usr/share/fonts/truetype/katex/\1.ttf)", faces)
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "page.html"
        page.write_text(PAGE.replace("@@FACES@@", faces).replace("@@FORMULAS@@", json.dumps(formulas)), encoding="utf-8")
        dom = subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000",
                              "--allow-file-access-from-files", f"--user-data-dir={folder}/profile", "--dump-dom",
                              page.as_uri()], capture_output=True, text=True, check=True).stdout
    found = re.search(r'<pre id="out">(.*?)</pre>', dom, re.S)
    results = json.loads(html.unescape(found.group(1)))
    lines = ",\n".join(json.dumps(result, ensure_ascii=False, separators=(",", ":")) for result in results)
    (HERE / "reference.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
