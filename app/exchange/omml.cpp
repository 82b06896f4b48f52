// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/math_tree.h"
#include "app/exchange/xml_text.h"

namespace mingsi::app {

namespace {

QString content(const QList<MathNode> &nodes);
QString node(const MathNode &node);

QString element(const QString &name, const QString &inner)
{
    return QStringLiteral("<m:%1>%2</m:%1>").arg(name, inner);
}

/// Nothing that is seen: where a term is missing, LibreOffice puts a mark of its own.
QString nothing()
{
    return QStringLiteral("<m:r><m:rPr><m:nor/></m:rPr><m:t>\u200b</m:t></m:r>");
}

/// The first thing that is seen of some nodes, or the last; null when there is none.
const MathNode *outermost(const QList<MathNode> &nodes, bool first)
{
    for (qsizetype i = 0; i < nodes.size(); ++i) {
        const MathNode &node = nodes.at(first ? i : nodes.size() - 1 - i);
        const bool group = node.name == u"mrow" || node.name == u"mstyle" || node.name == u"mpadded";
        if (!group)
            return &node;
        if (const MathNode *inner = outermost(node.children, first))
            return inner;
    }
    return nullptr;
}

bool isOpenOperator(const MathNode *node)
{
    return node && node->name == u"mo" && !isLargeOperator(*node) && !isFence(*node);
}

/// What stands in a place of its own, with a term before an operator at its beginning and behind one at its end.
QString filled(const QList<MathNode> &nodes)
{
    const MathNode *first = outermost(nodes, true);
    if (!first)
        return nothing();
    return (isOpenOperator(first) ? nothing() : QString()) + content(nodes)
        + (isOpenOperator(outermost(nodes, false)) ? nothing() : QString());
}

/// A run of text. `look` is m:sty: "p" upright, "i" italic, "b" bold, "bi" both, or "text" for words; empty:
/// as Word has it.
QString run(const QString &text, const QString &look)
{
    if (text.isEmpty())
        return {};
    const QString properties = look.isEmpty() ? QString()
        : look == u"text"                     ? QStringLiteral("<m:rPr><m:nor/></m:rPr>")
                                              : QStringLiteral("<m:rPr><m:sty m:val=\"%1\"/></m:rPr>").arg(look);
    return QStringLiteral("<m:r>%1<w:rPr><w:rFonts w:ascii=\"Cambria Math\" w:hAnsi=\"Cambria Math\"/></w:rPr>"
                          "<m:t xml:space=\"preserve\">%2</m:t></m:r>")
        .arg(properties, xmlText(text));
}

QString lookOf(const MathNode &node)
{
    const QString variant = node.attributes.value(QStringLiteral("mathvariant"));
    // Signs that mean something to LibreOffice's formula editor are words, too.
    const bool sign = node.text == u"#" || node.text == u"%" || node.text == u"&";
    if (node.name == u"mtext" || node.name == u"ms" || sign)
        return QStringLiteral("text");
    if (variant == u"bold")
        return QStringLiteral("b");
    if (variant == u"bold-italic")
        return QStringLiteral("bi");
    if (variant == u"normal" || node.name != u"mi" || node.text.size() > 1)
        return QStringLiteral("p");
    return {};
}

/// What stands below and above, or as indices, around a base.
QString scripted(const MathNode &base, const MathNode *below, const MathNode *above, bool limits)
{
    const QString e = element(QStringLiteral("e"), filled({base}));
    const QString sub = below ? element(QStringLiteral("sub"), filled({*below})) : QString();
    const QString sup = above ? element(QStringLiteral("sup"), filled({*above})) : QString();
    if (!limits && below && above)
        return element(QStringLiteral("sSubSup"), e + sub + sup);
    if (!limits)
        return below ? element(QStringLiteral("sSub"), e + sub) : element(QStringLiteral("sSup"), e + sup);
    QString result = filled({base});
    if (below)
        result = element(QStringLiteral("limLow"),
                         element(QStringLiteral("e"), result) + element(QStringLiteral("lim"), filled({*below})));
    if (above)
        result = element(QStringLiteral("limUpp"),
                         element(QStringLiteral("e"), result) + element(QStringLiteral("lim"), filled({*above})));
    return result;
}

/// A sum, product or integral takes what follows it as its own.
QString nary(const MathNode &base, const MathNode *below, const MathNode *above, bool limits, const QString &operand)
{
    QString properties = QStringLiteral("<m:naryPr><m:chr m:val=\"%1\"/><m:limLoc m:val=\"%2\"/>")
                             .arg(xmlText(base.text), limits ? QStringLiteral("undOvr") : QStringLiteral("subSup"));
    if (!below)
        properties += QStringLiteral("<m:subHide m:val=\"1\"/>");
    if (!above)
        properties += QStringLiteral("<m:supHide m:val=\"1\"/>");
    return element(QStringLiteral("nary"),
                   properties + QStringLiteral("</m:naryPr>")
                       + element(QStringLiteral("sub"), below ? node(*below) : QString())
                       + element(QStringLiteral("sup"), above ? node(*above) : QString())
                       + element(QStringLiteral("e"), operand.isEmpty() ? nothing() : operand));
}

/// An accent, a bar or a brace over or under a base; empty when it is none.
QString accent(const MathNode &node, const MathScripts &scripts)
{
    const MathNode *mark = scripts.above ? scripts.above : scripts.below;
    if (!scripts.limits || (scripts.above && scripts.below) || !mark || mark->name != u"mo" || mark->text.size() != 1)
        return {};
    const QString e = element(QStringLiteral("e"), mingsi::app::node(*scripts.base));
    static const QHash<QChar, QString> accents{
        {u'^', QStringLiteral("\u0302")}, {u'~', QStringLiteral("\u0303")}, {u'˙', QStringLiteral("\u0307")},
        {u'¨', QStringLiteral("\u0308")}, {u'→', QStringLiteral("\u20d7")}, {u'⃗', QStringLiteral("\u20d7")},
        {u'ˉ', QStringLiteral("\u0305")}, {u'ˇ', QStringLiteral("\u030c")}, {u'´', QStringLiteral("\u0301")},
        {u'`', QStringLiteral("\u0300")}, {u'˘', QStringLiteral("\u0306")}};
    const QChar c = mark->text.at(0);
    if (scripts.above && accents.contains(c) && node.attributes.value(QStringLiteral("accent")) == u"true")
        return QStringLiteral("<m:acc><m:accPr><m:chr m:val=\"%1\"/></m:accPr>%2</m:acc>").arg(accents.value(c), e);
    if (c == u'‾' || c == u'_' || c == u'¯' || c == u'―')
        return QStringLiteral("<m:bar><m:barPr><m:pos m:val=\"%1\"/></m:barPr>%2</m:bar>")
            .arg(scripts.above ? QStringLiteral("top") : QStringLiteral("bot"), e);
    if (c == u'⏞' || c == u'⏟')
        return QStringLiteral(
                   "<m:groupChr><m:groupChrPr><m:chr m:val=\"%1\"/><m:pos m:val=\"%2\"/></m:groupChrPr>%3</m:groupChr>")
            .arg(QString(c), scripts.above ? QStringLiteral("top") : QStringLiteral("bot"), e);
    return {};
}

QString table(const MathNode &node)
{
    qsizetype columns = 1;
    QString rows;
    for (const MathNode &row : node.children) {
        QString cells;
        for (const MathNode &cell : row.children)
            cells += element(QStringLiteral("e"), filled(cell.children));
        columns = qMax(columns, row.children.size());
        rows += element(QStringLiteral("mr"), cells);
    }
    const QStringList places = node.attributes.value(QStringLiteral("columnalign")).split(u' ', Qt::SkipEmptyParts);
    QString column;
    for (qsizetype i = 0; i < columns; ++i)
        column += QStringLiteral("<m:mc><m:mcPr><m:count m:val=\"1\"/><m:mcJc m:val=\"%1\"/></m:mcPr></m:mc>")
                      .arg(xmlText(places.value(i, places.value(places.size() - 1, QStringLiteral("center")))));
    return QStringLiteral("<m:m><m:mPr><m:mcs>%1</m:mcs></m:mPr>%2</m:m>").arg(column, rows);
}

/// \left( … \right): a row whose first and last elements are fences; \begin{cases} has only the first.
QString fenced(const MathNode &row)
{
    const QList<MathNode> &all = row.children;
    if (row.name != u"mrow" || all.size() < 2 || !isFence(all.constFirst()))
        return {};
    if (!isFence(all.constLast())) {
        const bool cases = all.size() == 2 && all.constLast().name == u"mtable";
        return !cases ? QString()
                      : QStringLiteral("<m:d><m:dPr><m:begChr m:val=\"%1\"/><m:endChr m:val=\"\"/></m:dPr>%2</m:d>")
                            .arg(xmlText(all.constFirst().text), element(QStringLiteral("e"), node(all.constLast())));
    }
    return QStringLiteral("<m:d><m:dPr><m:begChr m:val=\"%1\"/><m:endChr m:val=\"%2\"/></m:dPr>%3</m:d>")
        .arg(xmlText(all.constFirst().text), xmlText(all.constLast().text),
             element(QStringLiteral("e"), content(all.mid(1, all.size() - 2))));
}

QString node(const MathNode &node)
{
    const QString &name = node.name;
    const auto child = [&](qsizetype number) { return mingsi::app::node(node.children.value(number)); };
    if (name == u"mi" || name == u"mn" || name == u"mo" || name == u"mtext" || name == u"ms")
        return run(node.text, lookOf(node));
    if (name == u"mspace")
        return run(QStringLiteral(" "), QStringLiteral("p"));
    if (name == u"mfrac") {
        const bool bare = node.attributes.value(QStringLiteral("linethickness")).startsWith(u'0');
        const QString properties = bare ? QStringLiteral("<m:fPr><m:type m:val=\"noBar\"/></m:fPr>") : QString();
        return element(QStringLiteral("f"),
                       properties + element(QStringLiteral("num"), child(0))
                           + element(QStringLiteral("den"), child(1)));
    }
    if (name == u"msqrt")
        return element(QStringLiteral("rad"),
                       QStringLiteral("<m:radPr><m:degHide m:val=\"1\"/></m:radPr><m:deg/>")
                           + element(QStringLiteral("e"), content(node.children)));
    if (name == u"mroot")
        return element(QStringLiteral("rad"),
                       element(QStringLiteral("deg"), child(1)) + element(QStringLiteral("e"), child(0)));
    if (name == u"mtable")
        return table(node);
    if (name == u"menclose") {
        const QString notation = node.attributes.value(QStringLiteral("notation"));
        QString properties;
        if (!notation.contains(u"box"))
            for (const char *side : {"Top", "Bot", "Left", "Right"})
                properties += QStringLiteral("<m:hide%1 m:val=\"1\"/>").arg(QLatin1String(side));
        if (notation.contains(u"updiagonalstrike"))
            properties += QStringLiteral("<m:strikeBLTR m:val=\"1\"/>");
        if (notation.contains(u"downdiagonalstrike"))
            properties += QStringLiteral("<m:strikeTLBR m:val=\"1\"/>");
        return element(QStringLiteral("borderBox"),
                       element(QStringLiteral("borderBoxPr"), properties)
                           + element(QStringLiteral("e"), content(node.children)));
    }
    if (name == u"mphantom")
        return element(QStringLiteral("phant"), element(QStringLiteral("e"), content(node.children)));
    if (const MathScripts scripts = scriptsOf(node); scripts.base) {
        if (const QString mark = accent(node, scripts); !mark.isEmpty())
            return mark;
        return scripted(*scripts.base, scripts.below, scripts.above, scripts.limits);
    }
    if (const QString brackets = fenced(node); !brackets.isEmpty())
        return brackets;
    return content(node.children);
}

/// The character of an operator, also where indices hang on it; null for others.
QChar operatorOf(const MathNode &node)
{
    const MathScripts scripts = scriptsOf(node);
    const MathNode &core = scripts.base ? *scripts.base : node;
    return core.name == u"mo" && core.text.size() == 1 ? core.text.at(0) : QChar();
}

/// The place of the bracket that closes the one at `open`; -1 when there is none among its neighbours.
qsizetype closing(const QList<MathNode> &nodes, qsizetype open)
{
    static const QString opening = QStringLiteral("([{");
    static const QString closers = QStringLiteral(")]}");
    if (nodes.at(open).name != u"mo" || nodes.at(open).text.size() != 1 || !opening.contains(nodes.at(open).text))
        return -1;
    // Of any kind, for half-open intervals: (a, b] ⊆ [0, 1)
    int depth = 0;
    for (qsizetype i = open; i < nodes.size(); ++i) {
        const QChar c = operatorOf(nodes.at(i));
        if (!c.isNull() && opening.contains(c))
            ++depth;
        else if (!c.isNull() && closers.contains(c) && --depth == 0)
            return i;
    }
    return -1;
}

/// The brackets from `open` to `close` as one part, on which the indices of the closing one hang: to Word's formulas
/// an exponent behind a bracket belongs to the whole.
MathNode bracketed(const QList<MathNode> &nodes, qsizetype open, qsizetype close)
{
    const MathScripts scripts = scriptsOf(nodes.at(close));
    MathNode row;
    row.name = QStringLiteral("mrow");
    row.children = nodes.mid(open, close - open);
    row.children.append(scripts.base ? *scripts.base : nodes.at(close));
    for (MathNode *fence : {&row.children.first(), &row.children.last()})
        fence->attributes.insert(QStringLiteral("fence"), QStringLiteral("true"));
    if (!scripts.base)
        return row;
    MathNode whole = nodes.at(close);
    whole.children.first() = row;
    return whole;
}

QString content(const QList<MathNode> &nodes)
{
    QString omml;
    for (qsizetype i = 0; i < nodes.size(); ++i) {
        const MathNode &one = nodes.at(i);
        const MathScripts scripts = scriptsOf(one);
        if (scripts.base && isLargeOperator(*scripts.base))
            return omml + nary(*scripts.base, scripts.below, scripts.above, scripts.limits, content(nodes.mid(i + 1)));
        if (isLargeOperator(one))
            return omml + nary(one, nullptr, nullptr, false, content(nodes.mid(i + 1)));
        // In a row that is brackets already, its own stay as they are.
        const qsizetype close = isFence(one) ? -1 : closing(nodes, i);
        if (close > i) {
            omml += node(bracketed(nodes, i, close));
            i = close;
            continue;
        }
        omml += node(one);
    }
    return omml;
}

}  // namespace

QString toOmml(const MathNode &math)
{
    return math.name.isEmpty() ? QString() : filled(math.children);
}

}  // namespace mingsi::app
