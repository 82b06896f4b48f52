// SPDX-License-Identifier: Apache-2.0
#include "print/math/math_typesetter.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace mingsi::app {

namespace {

constexpr qsizetype kLongestTex = 10000;

QRectF rectangle(const QJsonArray &item, int at)
{
    return {item.at(at).toDouble(), item.at(at + 1).toDouble(), item.at(at + 2).toDouble(), item.at(at + 3).toDouble()};
}

/// One item of what formula_layout.js returns; the head of that file lists them.
void addItem(Formula &formula, const QJsonArray &item)
{
    const QString kind = item.at(0).toString();
    if (kind == u"text") {
        formula.texts.append({item.at(1).toString(), item.at(2).toDouble(),
                              QPointF(item.at(3).toDouble(), item.at(4).toDouble()), item.at(5).toString(),
                              item.at(6).toString()});
    } else if (kind == u"rule") {
        formula.rules.append({rectangle(item, 1), 0, item.at(5).toString()});
    } else if (kind == u"frame") {
        formula.rules.append({rectangle(item, 1), item.at(5).toDouble(), item.at(6).toString()});
    } else if (kind == u"path") {
        formula.paths.append({item.at(1).toString(), QSizeF(item.at(2).toDouble(), item.at(3).toDouble()),
                              rectangle(item, 4), rectangle(item, 8), item.at(12).toString()});
    } else if (kind == u"line") {
        formula.lines.append({QPointF(item.at(1).toDouble(), item.at(2).toDouble()),
                              QPointF(item.at(3).toDouble(), item.at(4).toDouble()), item.at(5).toDouble(),
                              item.at(6).toString()});
    }
}

}  // namespace

MathTypesetter::MathTypesetter()
    : m_script(QStringLiteral("var self = this;"), {QStringLiteral(":/scripts/katex.min.js")})
{
}

Formula MathTypesetter::typeset(const QString &tex, bool displayed)
{
    const QString key = (displayed ? u'D' : u'I') + tex;
    if (const Formula *known = m_known.object(key))
        return *known;
    const Formula formula = make(tex, displayed);
    m_known.insert(key, new Formula(formula));
    return formula;
}

Formula MathTypesetter::make(const QString &tex, bool displayed)
{
    Formula formula;
    if (!m_typeset.isCallable()) {
        QFile file(QStringLiteral(":/scripts/formula_layout.js"));
        if (file.open(QIODevice::ReadOnly)) {
            QJSEngine::setObjectOwnership(&m_fonts, QJSEngine::CppOwnership);
            m_typeset = m_script.evaluate(QString::fromUtf8(file.readAll()));
            m_typeset = m_script.call(m_typeset, {m_script.engine().newQObject(&m_fonts)});
        }
    }
    if (!m_typeset.isCallable() || tex.size() > kLongestTex) {
        formula.error = QStringLiteral("KaTeX is not available, or the formula is too long");
        return formula;
    }
    const QJSValue result = m_script.call(m_typeset, {tex, displayed});
    if (!result.isString()) {
        formula.error = result.isError() ? result.toString() : QStringLiteral("KaTeX took too long");
        return formula;
    }
    const QJsonObject object = QJsonDocument::fromJson(result.toString().toUtf8()).object();
    formula.error = object.value(QStringLiteral("error")).toString();
    formula.width = object.value(QStringLiteral("width")).toDouble();
    formula.height = object.value(QStringLiteral("height")).toDouble();
    formula.depth = object.value(QStringLiteral("depth")).toDouble();
    for (const auto item : object.value(QStringLiteral("items")).toArray())
        addItem(formula, item.toArray());
    return formula;
}

}  // namespace mingsi::app
