// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/math_tree.h"

#include <QXmlStreamReader>

namespace mingsi::app {

namespace {

constexpr int kDeepest = 200;

MathNode readNode(QXmlStreamReader &xml, int depth)
{
    MathNode node;
    node.name = xml.name().toString();
    const auto attributes = xml.attributes();
    for (const QXmlStreamAttribute &attribute : attributes)
        node.attributes.insert(attribute.name().toString(), attribute.value().toString());
    while (!xml.atEnd() && !xml.hasError()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::EndElement)
            break;
        if (token == QXmlStreamReader::Characters)
            node.text += xml.text();
        if (token != QXmlStreamReader::StartElement)
            continue;
        if (depth >= kDeepest || xml.name() == u"annotation")
            xml.skipCurrentElement();
        else
            node.children.append(readNode(xml, depth + 1));
    }
    // KaTeX makes operators and letters of what stands in their place, such as \stackrel and \overset.
    if ((node.name == u"mo" || node.name == u"mi") && !node.children.isEmpty())
        node.name = QStringLiteral("mrow");
    return node;
}

}  // namespace

MathScripts scriptsOf(const MathNode &node)
{
    const auto child = [&](qsizetype number) {
        return number < node.children.size() ? &node.children.at(number) : nullptr;
    };
    MathScripts scripts;
    const QString &name = node.name;
    const bool two = name == u"msubsup" || name == u"munderover";
    const bool below = name == u"msub" || name == u"munder";
    const bool above = name == u"msup" || name == u"mover";
    if ((!two && !below && !above) || node.children.size() != (two ? 3 : 2))
        return scripts;
    scripts.base = child(0);
    scripts.below = two || below ? child(1) : nullptr;
    scripts.above = two ? child(2) : above ? child(1) : nullptr;
    scripts.limits = name.startsWith(u"mu") || name == u"mover";
    return scripts;
}

bool isFence(const MathNode &node)
{
    return node.name == u"mo" && node.attributes.value(QStringLiteral("fence")) == u"true";
}

bool isLargeOperator(const MathNode &node)
{
    static const QString operators = QStringLiteral("∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂⨀");
    return node.name == u"mo" && node.text.size() == 1 && operators.contains(node.text);
}

MathNode readMathMl(const QString &mathMl)
{
    QXmlStreamReader xml(mathMl);
    if (!xml.readNextStartElement() || xml.name() != u"math")
        return {};
    MathNode node = readNode(xml, 0);
    return xml.hasError() ? MathNode{} : node;
}

}  // namespace mingsi::app
