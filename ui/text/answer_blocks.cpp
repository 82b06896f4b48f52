// SPDX-License-Identifier: Apache-2.0
#include "ui/text/answer_blocks.h"

#include <QRegularExpression>
#include <algorithm>
#include <utility>

#include "app/text/footnotes.h"
#include "ui/text/answer_splitter.h"
#include "ui/text/markdown.h"
#include "ui/text/formula_images.h"

namespace mingsi::ui {

namespace {

void readCode(TextBlock &block, const TextStyle &style, CodeHighlighter &highlighter)
{
    const qsizetype firstLine = block.source.indexOf(u'\n');
    const QString opening = block.source.left(firstLine).trimmed();
    qsizetype ticks = 0;
    while (ticks < opening.size() && (opening.at(ticks) == u'`' || opening.at(ticks) == u'~'))
        ++ticks;
    block.language = opening.mid(ticks).trimmed().section(u' ', 0, 0);
    block.code = firstLine < 0 ? QString() : block.source.mid(firstLine + 1);
    if (block.closed) {
        if (block.code.endsWith(u'\n'))
            block.code.chop(1);
        const qsizetype lastLine = block.code.lastIndexOf(u'\n');
        block.code = lastLine < 0 ? QString() : block.code.left(lastLine);
    }
    block.html = highlighter.highlight(block.code, block.language, style.dark);
}

/// A formula that KaTeX can't read, as it was written; what KaTeX says is shown when the pointer rests on it.
QString unreadable(const QString &source, const QString &error)
{
    return QStringLiteral("<code title=\"%1\">%2</code>").arg(error.toHtmlEscaped(), source.toHtmlEscaped());
}

void readFormula(TextBlock &block, const TextStyle &style, app::MathTypesetter &typesetter)
{
    QString tex = block.source.trimmed();
    const QString close = tex.startsWith(QStringLiteral("$$")) ? QStringLiteral("$$") : QStringLiteral("\\]");
    const qsizetype end = tex.lastIndexOf(close);
    // A full stop behind it belongs to the sentence, and stands best inside.
    const QString rest = end >= 2 ? tex.mid(end + 2).trimmed() : QString();
    tex = (end >= 2 ? tex.mid(2, end - 2) : tex.mid(2)).trimmed();
    block.tex = tex;
    if (!block.closed) {
        block.html = QStringLiteral("<code>%1</code>").arg(block.source.toHtmlEscaped());
        return;
    }
    QString error;
    const auto image =
        makeFormulaImage(rest == u"." || rest == u"," ? tex + rest : tex, true, style, typesetter, &error);
    if (image)
        block.images.append(image);
    else
        block.html = unreadable(block.source.trimmed(), error);
}

/// Typesets the formulas that `result` refers to, and has its html show them.
void placeFormulas(TextBlock &block, const MarkdownResult &result, const TextStyle &style,
                   app::MathTypesetter &typesetter)
{
    block.html = result.html;
    block.rows = result.rows;
    for (qsizetype i = 0; i < result.formulas.size(); ++i) {
        const app::InlineFormula &formula = result.formulas.at(i);
        const QString reference = QStringLiteral("<img src=\"formula:%1\"/>").arg(i);
        QString error;
        const auto image = makeFormulaImage(formula.tex, formula.displayed, style, typesetter, &error);
        if (!image) {
            block.html.replace(reference, unreadable(app::sourceOf(formula), error));
            continue;
        }
        block.html.replace(reference, placeOf(*image, style));
        block.formulas.append(formula);
        block.changes.append(result.changes.at(i));
        block.images.append(image);
    }
}

/// The lines that say where links lead ("[1]: https://…"): any stretch may refer to them.
QString referencesIn(const QString &text)
{
    static const QRegularExpression definition(QStringLiteral("^ {0,3}\\[[^\\]^\\n][^\\]\\n]*\\]:[ \\t]*\\S.*$"),
                                               QRegularExpression::MultilineOption);
    QString references;
    if (text.contains(u"]:")) {
        for (auto matches = definition.globalMatch(text); matches.hasNext();)
            references += u'\n' + matches.next().captured();
    }
    return references;
}

/// What a stretch takes from the text around it.
struct Around {
    QString references;
    QStringList footnoteOrder;
};

TextBlock read(const QString &source, const Stretch &stretch, const Around &around, const TextStyle &style,
               TextTools &tools)
{
    TextBlock block;
    block.kind = stretch.kind;
    block.source = source;
    block.closed = stretch.closed;
    block.indented = stretch.indent > 0;
    switch (block.kind) {
    case TextBlock::Kind::Code: readCode(block, style, tools.highlighter); break;
    case TextBlock::Kind::Formula: readFormula(block, style, tools.typesetter); break;
    case TextBlock::Kind::Prose:
    case TextBlock::Kind::Table: {
        const bool refers = !around.references.isEmpty() && source.contains(u'[');
        placeFormulas(block, readMarkdown(refers ? source + u'\n' + around.references : source, around.footnoteOrder),
                      style, tools.typesetter);
        // What looked like a table and is none, or too wide for anybody, stays prose.
        if (block.kind == TextBlock::Kind::Table && (block.rows.isEmpty() || block.rows.constFirst().size() > 64))
            block.kind = TextBlock::Kind::Prose;
        break;
    }
    }
    return block;
}

}  // namespace

QList<TextBlock> readDifference(const QString &base, const QString &other, const TextStyle &style, TextTools &tools)
{
    // A long text in one element is only drawn in part, and not always in the part that is seen (Qt 6.4).
    QList<TextBlock> blocks;
    for (const MarkdownResult &result : readDifference(base, other)) {
        TextBlock block;
        placeFormulas(block, result, style, tools.typesetter);
        blocks.append(block);
    }
    return blocks;
}

QList<TextBlock> AnswerBlocks::build(const QString &text, const TextStyle &style, TextTools &tools)
{
    const Around around{referencesIn(text), app::footnoteOrder(text)};
    const bool asBefore =
        style == m_style && around.references == m_references && around.footnoteOrder == m_footnoteOrder;
    const QList<TextBlock> before = asBefore ? m_blocks : QList<TextBlock>();
    m_style = style;
    m_references = around.references;
    m_footnoteOrder = around.footnoteOrder;
    m_blocks.clear();
    m_rebuilt = 0;
    // Notes stand below everything else, wherever they were written.
    QList<Stretch> stretches = splitAnswer(text);
    std::stable_partition(stretches.begin(), stretches.end(), [](const Stretch &stretch) { return !stretch.note; });
    for (const Stretch &stretch : std::as_const(stretches)) {
        const QString source = textOf(text, stretch);
        const TextBlock old = before.value(m_blocks.size());
        if (old.source == source && old.closed == stretch.closed && old.indented == (stretch.indent > 0)) {
            m_blocks.append(old);
            continue;
        }
        const TextBlock block = read(source, stretch, around, style, tools);
        ++m_rebuilt;
        // Addresses of links alone show nothing.
        if (block.kind != TextBlock::Kind::Prose || !block.html.isEmpty())
            m_blocks.append(block);
    }
    return m_blocks;
}

}  // namespace mingsi::ui
