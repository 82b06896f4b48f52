// SPDX-License-Identifier: Apache-2.0
// Lays out the tree that KaTeX builds for HTML, by those rules of its style sheet (katex.css 0.16) that decide about
// places: a browser in miniature. All lengths are em of the surrounding text, x to the right, y down from the
// baseline. Items of the result:
//   ["text", font, size, x, y, text, colour]            glyphs from a KaTeX font, or from the fallback when font is ""
//   ["rule", x, y, width, height, colour]
//   ["frame", x, y, width, height, thickness, colour]
//   ["path", d, viewWidth, viewHeight, x, y, width, height, clipX, clipY, clipWidth, clipHeight, colour]
//   ["line", x1, y1, x2, y2, thickness, colour]
(function (measure) {
    "use strict";

    const sizes = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488];
    const families = {
        textrm: "Main", textsf: "SansSerif", texttt: "Typewriter", mathnormal: "Math", mathit: "Main", mathbf: "Main",
        boldsymbol: "Math", amsrm: "AMS", mathbb: "AMS", textbb: "AMS", mathcal: "Caligraphic", mathfrak: "Fraktur",
        textfrak: "Fraktur", mathtt: "Typewriter", mathscr: "Script", textscr: "Script", mathsf: "SansSerif",
        textsf: "SansSerif", mathboldsf: "SansSerif", textboldsf: "SansSerif", mathitsf: "SansSerif",
        textitsf: "SansSerif", mainrm: "Main"
    };
    const bold = ["textbf", "mathbf", "boldsymbol", "mathboldsf", "textboldsf"];
    const italic = ["textit", "mathnormal", "mathit", "boldsymbol", "mathitsf", "textitsf"];
    const upright = ["mathrm", "mainrm"];
    const faces = {
        Main: ["Regular", "Bold", "Italic", "BoldItalic"], Math: ["Italic", "BoldItalic", "Italic", "BoldItalic"],
        SansSerif: ["Regular", "Bold", "Italic", "Bold"], Caligraphic: ["Regular", "Bold", "Regular", "Bold"],
        Fraktur: ["Regular", "Bold", "Regular", "Bold"]
    };

    function fontOf(context) {
        if (context.fallback)
            return "";
        const of = faces[context.family];
        const face = of ? of[(context.bold ? 1 : 0) + (context.italic ? 2 : 0)] : "Regular";
        return context.family + "-" + face;
    }

    // A length of a style, in em of the text around the formula.
    function em(value, context) {
        const number = parseFloat(value);
        return isNaN(number) ? 0 : number * context.size;
    }

    function has(node, name) {
        return node.classes !== undefined && node.classes.indexOf(name) >= 0;
    }

    // What a node inherits, changed by its own classes and style.
    function enter(node, context) {
        const inner = Object.assign({}, context);
        const classes = node.classes || [];
        let from = 0, to = 0, sizing = false, delimiter = false, size = 0;
        for (const name of classes) {
            if (families[name])
                inner.family = families[name];
            if (bold.indexOf(name) >= 0)
                inner.bold = true;
            if (italic.indexOf(name) >= 0)
                inner.italic = true;
            if (upright.indexOf(name) >= 0)
                inner.italic = false;
            if (name === "small-op")
                inner.family = "Size1";
            if (name === "large-op")
                inner.family = "Size2";
            if (name === "delimsizing")
                delimiter = true;
            if (name === "sizing" || name === "fontsize-ensurer")
                sizing = true;
            if (/^[a-z]+_fallback$/.test(name))
                inner.fallback = true;
            const reset = /^reset-size(\d+)$/.exec(name);
            const target = /^size(\d+)$/.exec(name);
            const part = /^delim-size(\d)$/.exec(name);
            if (reset)
                from = +reset[1];
            if (target)
                to = +target[1];
            if (part)
                size = +part[1];
            if (name === "mfrac" || name === "op-limits" || name === "accent" || name === "col-align-c"
                || name === "x-arrow" || name === "mover" || name === "munder")
                inner.align = 0.5;
            if (name === "msupsub" || name === "col-align-l" || name === "svg-align")
                inner.align = 0;
            if (name === "col-align-r")
                inner.align = 1;
        }
        if (delimiter && to)
            inner.family = "Size" + to;
        if (size)
            inner.family = "Size" + size;
        if (sizing && from && to)
            inner.size = context.size * sizes[to] / sizes[from];
        if (node.style && node.style.color)
            inner.colour = node.style.color;
        return inner;
    }

    function moved(items, dx, dy) {
        return items.map(function (item) {
            const copy = item.slice();
            switch (item[0]) {
            case "text": copy[3] += dx; copy[4] += dy; break;
            case "rule":
            case "frame": copy[1] += dx; copy[2] += dy; break;
            case "path": copy[4] += dx; copy[5] += dy; copy[8] += dx; copy[9] += dy; break;
            case "line": copy[1] += dx; copy[3] += dx; copy[2] += dy; copy[4] += dy; break;
            }
            return copy;
        });
    }

    function box(width, items) {
        return { width: width, items: items || [], fills: false };
    }

    // One after the other.
    function row(children, context, fill) {
        const result = box(0);
        for (const child of children) {
            const part = layout(child, context, fill);
            result.items = result.items.concat(moved(part.items, result.width, 0));
            result.width += part.width;
            result.fills = result.fills || part.fills;
        }
        return result;
    }

    function symbol(node, outer) {
        const context = enter(node, outer);
        const text = node.text.replace(/\u200b/g, "");
        const font = fontOf(context);
        const size = context.size;
        const result = box(0);
        if (text !== "") {
            const advance = node.classes && has(node, "nobreak") && text === "\u00a0"
                ? measure.advance(font, "\u00a0") : measure.advance(font, text);
            if (context.colour !== "transparent")
                result.items.push(["text", font, size, 0, 0, text, context.colour]);
            result.width = advance * size;
        }
        if (node.italic > 0)
            result.width += node.italic * size;
        return withStyle(node, result, context);
    }

    // Margins, paddings and shifts that a style names.
    function withStyle(node, part, context) {
        const style = node.style || {};
        let left = em(style.marginLeft, context) + em(style.paddingLeft, context);
        let right = em(style.marginRight, context) + em(style.paddingRight, context);
        if (style.margin) {
            const sides = style.margin.split(" ");
            left += em(sides[1] || sides[0], context);
            right += em(sides[1] || sides[0], context);
        }
        for (const rule of [["x-arrow-pad", 0.5, 0.5], ["boxpad", 0.3, 0.3], ["cancel-pad", 0.2, 0.2],
                            ["cancel-lap", -0.2, -0.2], ["anglpad", 0.03889, 0.03889]]) {
            if (has(node, rule[0])) {
                left += rule[1] * context.size;
                right += rule[2] * context.size;
            }
        }
        if (has(node, "root") && context.inRoot) {
            left += 0.27777778 * context.size;
            right -= 0.55555556 * context.size;
        }
        const x = left + em(style.left, context);
        const y = em(style.top, context) - em(style.bottom, context)
            - (has(node, "strut") || has(node, "vertical-separator") ? 0 : em(style.verticalAlign, context));
        if (x !== 0 || y !== 0)
            part.items = moved(part.items, x, y);
        part.width += left + right;
        return part;
    }

    // A drawing of KaTeX's: a path in a view that is cut off (slice) or stretched (none) to the box it fills.
    function drawing(svg, width, height, context) {
        const items = [];
        const view = (svg.attributes.viewBox || "0 0 1 1").split(" ").map(Number);
        const aspect = svg.attributes.preserveAspectRatio || "xMidYMid meet";
        for (const child of svg.children) {
            const markup = child.toMarkup();
            if (markup.indexOf("<line") === 0) {
                const at = function (name, full) {
                    const value = child.attributes[name] || "0";
                    return value.indexOf("%") >= 0 ? parseFloat(value) / 100 * full : em(value, context);
                };
                items.push(["line", at("x1", width), at("y1", height) - height, at("x2", width),
                            at("y2", height) - height, em(child.attributes["stroke-width"], context), context.colour]);
                continue;
            }
            const found = /\sd=['"]([^'"]*)['"]/.exec(markup);
            if (!found)
                continue;
            let w = width, h = height, x = 0;
            if (aspect !== "none") {
                const scale = aspect.indexOf("slice") >= 0 ? Math.max(width / view[2], height / view[3])
                                                           : Math.min(width / view[2], height / view[3]);
                w = view[2] * scale;
                h = view[3] * scale;
                if (aspect.indexOf("xMax") === 0)
                    x = width - w;
                else if (aspect.indexOf("xMid") === 0)
                    x = (width - w) / 2;
            }
            items.push(["path", found[1], view[2], view[3], x, -height, w, h, 0, -height, width, height,
                        context.colour]);
        }
        return items;
    }

    // Parts of a long arrow or brace, side by side; [from, share of the width].
    const stretches = {
        "halfarrow-left": [0, 0.502], "halfarrow-right": [0.498, 0.502],
        "brace-left": [0, 0.251], "brace-center": [0.25, 0.5], "brace-right": [0.749, 0.251]
    };

    // A box with a width and height of its own, or as wide as what it stands over.
    function block(node, context, fill) {
        const style = node.style || {};
        const stretchy = has(node, "stretchy") || has(node, "hide-tail");
        const height = em(style.height, context);
        const own = style.width !== undefined && style.width.indexOf("%") < 0 ? em(style.width, context) : 0;
        const width = own > 0 ? own : Math.max(fill, em(style.minWidth, context));
        const result = box(width);
        result.fills = own === 0;
        for (const child of node.children || []) {
            if (child.attributes && child.attributes.viewBox !== undefined || isDrawing(child)) {
                result.items = result.items.concat(drawing(child, width, height, context));
            } else if (stretchy && child.classes) {
                const part = child.classes.map(function (name) { return stretches[name]; }).filter(Boolean)[0];
                const inner = part || [0, 1];
                for (const svg of child.children || []) {
                    if (isDrawing(svg))
                        result.items = result.items.concat(
                            moved(drawing(svg, inner[1] * width, height, context), inner[0] * width, 0));
                }
            }
        }
        if (style.backgroundColor && height > 0)
            result.items.unshift(["rule", 0, -height, width, height, style.backgroundColor]);
        if (style.borderStyle === "solid" && style.borderWidth)
            result.items.push(["frame", 0, -height, width, height, em(style.borderWidth, context),
                               style.borderColor || context.colour]);
        if (has(node, "sout"))
            result.items.push(["rule", 0, -0.08 * context.size, width, 0.08 * context.size, context.colour]);
        return withStyle(node, result, context);
    }

    function isDrawing(node) {
        return node.classes === undefined && node.attributes !== undefined && node.children !== undefined;
    }

    function line(node, context, fill) {
        const thickness = Math.max(em(node.style.borderBottomWidth, context), 0.03);
        const result = box(fill, fill > 0 ? [["rule", 0, -thickness, fill, thickness, context.colour]] : []);
        result.fills = true;
        return result;
    }

    function dashes(node, context, fill) {
        const result = line(node, context, 0);
        const thickness = Math.max(em(node.style.borderBottomWidth, context), 0.03);
        for (let x = 0; x < fill; x += 0.3)
            result.items.push(["rule", x, -thickness, Math.min(0.18, fill - x), thickness, context.colour]);
        result.width = fill;
        return result;
    }

    // KaTeX's way to put things above each other: each stands in a wrapper that is shifted by `top`, behind a strut
    // that sets its baseline.
    function vlist(node, context) {
        const cell = node.children[0].children[0];
        const parts = [];
        let width = 0;
        for (const wrapper of cell.children || []) {
            const inner = enter(wrapper, context);
            let strut = 0;
            const content = [];
            for (const child of wrapper.children || []) {
                if (has(child, "pstrut"))
                    strut = em(child.style.height, inner);
                else
                    content.push(child);
            }
            const natural = row(content, inner, 0);
            const margin = em((wrapper.style || {}).marginLeft, inner);
            const right = em((wrapper.style || {}).marginRight, inner);
            parts.push({ content: content, context: inner, natural: natural, left: margin, right: right,
                         y: em((wrapper.style || {}).top, inner) + strut });
            width = Math.max(width, natural.width + margin + right);
        }
        const result = box(width);
        for (const part of parts) {
            const space = width - part.left - part.right;
            const content = part.natural.fills ? row(part.content, part.context, space) : part.natural;
            const x = part.left + Math.max(0, space - content.width) * part.context.align;
            result.items = result.items.concat(moved(content.items, x, part.y));
        }
        return result;
    }

    function overlap(node, context) {
        const inner = (node.children || []).filter(function (child) { return has(child, "inner"); })[0];
        if (!inner)
            return box(0);
        const content = row(inner.children || [], context, 0);
        const share = has(node, "rlap") ? 0 : has(node, "clap") ? 0.5 : 1;
        return box(0, moved(content.items, -share * content.width, 0));
    }

    function layout(node, outer, fill) {
        if (node.text !== undefined && node.children === undefined)
            return symbol(node, outer);
        const context = enter(node, outer);
        const style = node.style || {};
        context.inRoot = has(node, "sqrt");
        if (has(node, "root"))
            context.inRoot = outer.inRoot;
        if (has(node, "katex-mathml") || has(node, "strut") || has(node, "pstrut") || has(node, "fix"))
            return box(0);
        if (has(node, "vlist-t"))
            return withStyle(node, vlist(node, context), context);
        if (has(node, "llap") || has(node, "rlap") || has(node, "clap"))
            return overlap(node, context);
        if (has(node, "frac-line") || has(node, "overline-line") || has(node, "underline-line") || has(node, "hline"))
            return line(node, context, fill);
        if (has(node, "hdashline"))
            return dashes(node, context, fill);
        if (has(node, "nulldelimiter"))
            return withStyle(node, box(0.12 * context.size), context);
        if (has(node, "rule")) {
            const w = em(style.borderRightWidth, context), h = em(style.borderTopWidth, context);
            return withStyle(node, box(w, w > 0 && h > 0 ? [["rule", 0, -h, w, h, context.colour]] : []), context);
        }
        if (has(node, "vertical-separator")) {
            const w = Math.max(em(style.borderRightWidth, context), 0.03), h = em(style.height, context);
            const bottom = -em(style.verticalAlign, context);
            return withStyle(node, box(w, [["rule", 0, bottom - h, w, h, context.colour]]), context);
        }
        const children = node.children || [];
        if (has(node, "stretchy") || has(node, "hide-tail") || children.some(isDrawing))
            return block(node, context, fill);
        const content = row(children, context, fill);
        if (style.width !== undefined && style.width.indexOf("%") < 0 && children.length === 0)
            content.width = em(style.width, context);
        if (has(node, "thinbox") || (has(node, "accent-body") && !has(node, "accent-full")))
            content.width = 0;
        return withStyle(node, content, context);
    }

    function find(node, name) {
        if (has(node, name))
            return node;
        for (const child of node.children || []) {
            const found = find(child, name);
            if (found)
                return found;
        }
        return null;
    }

    // The formula as {width, height, depth, items}, or {error}.
    return function (tex, displayed) {
        let tree;
        try {
            tree = katex.__renderToDomTree(tex, {
                displayMode: displayed, output: "html", throwOnError: true, strict: "ignore", trust: false,
                maxSize: 50, maxExpand: 2000
            });
        } catch (error) {
            return JSON.stringify({ error: String(error.message || error) });
        }
        const context = { size: 1, family: "Main", bold: false, italic: false, fallback: false, colour: "", align: 0,
                          inRoot: false };
        const html = find(tree, "katex-html");
        const result = { width: 0, height: 0, depth: 0, items: [] };
        let x = 0, y = 0, below = 0, first = true;
        for (const child of html.children) {
            if (has(child, "newline")) {
                y += 1.2 * Math.max(1, below + 0.9) + em((child.style || {}).marginTop, context);
                x = 0;
                below = 0;
                continue;
            }
            const part = layout(child, context, 0);
            if (has(child, "tag"))
                x += 2;
            result.items = result.items.concat(moved(part.items, x, y));
            x += part.width;
            below = Math.max(below, child.depth);
            result.width = Math.max(result.width, x);
            if (y === 0)
                result.height = Math.max(result.height, child.height);
            result.depth = Math.max(result.depth, y + child.depth);
            first = false;
        }
        return JSON.stringify(result);
    };
})
