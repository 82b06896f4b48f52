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
    return node;
}

}  // namespace

MathNode readMathMl(const QString &mathMl)
{
    QXmlStreamReader xml(mathMl);
    if (!xml.readNextStartElement() || xml.name() != u"math")
        return {};
    MathNode node = readNode(xml, 0);
    return xml.hasError() ? MathNode{} : node;
}

}  // namespace mingsi::app
