// SPDX-License-Identifier: Apache-2.0
#include <QHash>
#include <algorithm>

#include "app/exchange/math_tree.h"

namespace mingsi::app {

namespace {

using Words = QHash<QString, QString>;

/// Text that is shown as it is, upright.
QString quoted(QString text)
{
    return u'"' + text.replace(u'"', u'”') + u'"';
}

QString group(const QString &inner)
{
    return u'{' + inner + u'}';
}

/// Operators that stand between two terms.
const Words &binaries()
{
    static const Words words{
        {QStringLiteral("="), QStringLiteral("=")},        {QStringLiteral("<"), QStringLiteral("<")},
        {QStringLiteral(">"), QStringLiteral(">")},        {QStringLiteral("≤"), QStringLiteral("<=")},
        {QStringLiteral("≥"), QStringLiteral(">=")},       {QStringLiteral("≠"), QStringLiteral("<>")},
        {QStringLiteral("≈"), QStringLiteral("approx")},   {QStringLiteral("≡"), QStringLiteral("equiv")},
        {QStringLiteral("∼"), QStringLiteral("sim")},      {QStringLiteral("≃"), QStringLiteral("simeq")},
        {QStringLiteral("∝"), QStringLiteral("prop")},     {QStringLiteral("+"), QStringLiteral("+")},
        {QStringLiteral("-"), QStringLiteral("-")},        {QStringLiteral("−"), QStringLiteral("-")},
        {QStringLiteral("±"), QStringLiteral("+-")},       {QStringLiteral("∓"), QStringLiteral("-+")},
        {QStringLiteral("×"), QStringLiteral("times")},    {QStringLiteral("·"), QStringLiteral("cdot")},
        {QStringLiteral("⋅"), QStringLiteral("cdot")},     {QStringLiteral("÷"), QStringLiteral("div")},
        {QStringLiteral("∗"), QStringLiteral("*")},        {QStringLiteral("*"), QStringLiteral("*")},
        {QStringLiteral("∘"), QStringLiteral("circ")},     {QStringLiteral("∩"), QStringLiteral("intersection")},
        {QStringLiteral("∪"), QStringLiteral("union")},    {QStringLiteral("∈"), QStringLiteral("in")},
        {QStringLiteral("∉"), QStringLiteral("notin")},    {QStringLiteral("⊂"), QStringLiteral("subset")},
        {QStringLiteral("⊆"), QStringLiteral("subseteq")}, {QStringLiteral("⊃"), QStringLiteral("supset")},
        {QStringLiteral("⊇"), QStringLiteral("supseteq")}, {QStringLiteral("∧"), QStringLiteral("and")},
        {QStringLiteral("∨"), QStringLiteral("or")},       {QStringLiteral("→"), QStringLiteral("toward")},
        {QStringLiteral("⇒"), QStringLiteral("drarrow")},  {QStringLiteral("⇔"), QStringLiteral("dlrarrow")},
        {QStringLiteral("⇐"), QStringLiteral("dlarrow")},  {QStringLiteral("⊥"), QStringLiteral("ortho")},
        {QStringLiteral("≪"), QStringLiteral("ll")},       {QStringLiteral("≫"), QStringLiteral("gg")},
        {QStringLiteral("⊕"), QStringLiteral("oplus")},    {QStringLiteral("⊗"), QStringLiteral("otimes")},
        {QStringLiteral("⊙"), QStringLiteral("odot")},     {QStringLiteral("⊖"), QStringLiteral("ominus")},
    };
    return words;
}

const Words &symbols()
{
    static const Words words{
        {QStringLiteral("∞"), QStringLiteral("infinity")}, {QStringLiteral("∂"), QStringLiteral("partial")},
        {QStringLiteral("∇"), QStringLiteral("nabla")},    {QStringLiteral("∃"), QStringLiteral("exists")},
        {QStringLiteral("∀"), QStringLiteral("forall")},   {QStringLiteral("∅"), QStringLiteral("emptyset")},
        {QStringLiteral("…"), QStringLiteral("dotslow")},  {QStringLiteral("⋯"), QStringLiteral("dotsaxis")},
        {QStringLiteral("⋮"), QStringLiteral("dotsvert")}, {QStringLiteral("⋱"), QStringLiteral("dotsdown")},
        {QStringLiteral("ℏ"), QStringLiteral("hbar")},
    };
    return words;
}

const Words &largeOperators()
{
    static const Words words{
        {QStringLiteral("∑"), QStringLiteral("sum")},    {QStringLiteral("∏"), QStringLiteral("prod")},
        {QStringLiteral("∐"), QStringLiteral("coprod")}, {QStringLiteral("∫"), QStringLiteral("int")},
        {QStringLiteral("∬"), QStringLiteral("iint")},   {QStringLiteral("∭"), QStringLiteral("iiint")},
        {QStringLiteral("∮"), QStringLiteral("lint")},
    };
    return words;
}

/// The bracket at one side of left … right; "none" for one that is not there.
QString fence(const QString &text, bool left)
{
    static const Words words{
        {QStringLiteral("("), QStringLiteral("(")},      {QStringLiteral(")"), QStringLiteral(")")},
        {QStringLiteral("["), QStringLiteral("[")},      {QStringLiteral("]"), QStringLiteral("]")},
        {QStringLiteral("{"), QStringLiteral("lbrace")}, {QStringLiteral("}"), QStringLiteral("rbrace")},
        {QStringLiteral("⟨"), QStringLiteral("langle")}, {QStringLiteral("⟩"), QStringLiteral("rangle")},
        {QStringLiteral("⌊"), QStringLiteral("lfloor")}, {QStringLiteral("⌋"), QStringLiteral("rfloor")},
        {QStringLiteral("⌈"), QStringLiteral("lceil")},  {QStringLiteral("⌉"), QStringLiteral("rceil")},
    };
    if (text == u"|" || text == u"∣")
        return left ? QStringLiteral("lline") : QStringLiteral("rline");
    if (text == u"∥" || text == u"‖")
        return left ? QStringLiteral("ldline") : QStringLiteral("rdline");
    return words.value(text, QStringLiteral("none"));
}

/// A mark over or under a term; empty for what is none.
QString accentOf(const MathNode &mark, bool above, bool wide)
{
    static const Words over{
        {QStringLiteral("^"), QStringLiteral("hat")},   {QStringLiteral("~"), QStringLiteral("tilde")},
        {QStringLiteral("˙"), QStringLiteral("dot")},   {QStringLiteral("¨"), QStringLiteral("ddot")},
        {QStringLiteral("→"), QStringLiteral("vec")},   {QStringLiteral("⃗"), QStringLiteral("vec")},
        {QStringLiteral("ˉ"), QStringLiteral("bar")},   {QStringLiteral("ˇ"), QStringLiteral("check")},
        {QStringLiteral("´"), QStringLiteral("acute")}, {QStringLiteral("ˊ"), QStringLiteral("acute")},
        {QStringLiteral("`"), QStringLiteral("grave")}, {QStringLiteral("ˋ"), QStringLiteral("grave")},
        {QStringLiteral("˘"), QStringLiteral("breve")}, {QStringLiteral("˚"), QStringLiteral("circle")},
    };
    if (mark.name != u"mo")
        return {};
    if (mark.text == u"‾" || mark.text == u"¯" || mark.text == u"―" || mark.text == u"_")
        return above ? QStringLiteral("overline") : QStringLiteral("underline");
    const QString word = above ? over.value(mark.text) : QString();
    const bool stretches = word == u"hat" || word == u"tilde" || word == u"vec";
    return stretches && wide ? QStringLiteral("wide") + word : word;
}

/// Writes a formula so that every operator has its terms: the editor shows a mark of its own for one that is missing.
class StarMath
{
public:
    QString row(const QList<MathNode> &nodes)
    {
        QStringList words;
        bool open = true;  // a term is to come: at the beginning, and behind an operator
        for (const MathNode &node : nodes) {
            const MathScripts scripts = scriptsOf(node);
            const MathNode &core = scripts.base ? *scripts.base : node;
            if (node.name == u"mo" && binaries().contains(node.text)) {
                const QString word = binaries().value(node.text);
                const bool sign = word == u"+" || word == u"-" || word == u"+-" || word == u"-+";
                if (open && !sign)
                    words.append(QStringLiteral("{}"));
                words.append(word);
                open = true;
            } else if (core.name == u"mo" && largeOperators().contains(core.text)) {
                words.append(largeOperator(core, scripts));
                open = true;
            } else if (node.name == u"mspace") {
                words.append(QStringLiteral("`"));
            } else if (const QString term = this->term(node); !term.isEmpty()) {
                words.append(term);
                open = false;
            }
        }
        if (open)
            words.append(QStringLiteral("{}"));
        return words.join(u' ');
    }

private:
    QString argument(const MathNode &node) { return group(row({node})); }

    QString largeOperator(const MathNode &core, const MathScripts &scripts)
    {
        QString word = largeOperators().value(core.text);
        if (scripts.below)
            word += (scripts.limits ? QStringLiteral(" from ") : QStringLiteral(" _")) + argument(*scripts.below);
        if (scripts.above)
            word += (scripts.limits ? QStringLiteral(" to ") : QStringLiteral(" ^")) + argument(*scripts.above);
        return word;
    }

    QString token(const MathNode &node) const
    {
        if (node.text.isEmpty())
            return {};
        if (symbols().contains(node.text))
            return symbols().value(node.text);
        const bool upright = node.attributes.value(QStringLiteral("mathvariant")) == u"normal";
        const bool letter = node.name == u"mi" && node.text.size() == 1 && node.text.at(0).isLetter() && !upright;
        const bool number = node.name == u"mn"
            && std::all_of(node.text.begin(), node.text.end(), [](QChar c) { return c.isDigit() || c == u'.'; })
            && node.text.at(0).isDigit();
        return letter || number ? node.text : quoted(node.text);
    }

    QString fenced(const QList<MathNode> &nodes)
    {
        const bool left = isFence(nodes.constFirst());
        const bool right = nodes.size() > 1 && isFence(nodes.constLast());
        const auto inner = nodes.mid(left ? 1 : 0, nodes.size() - (left ? 1 : 0) - (right ? 1 : 0));
        return QStringLiteral("left %1 {%2} right %3")
            .arg(left ? fence(nodes.constFirst().text, true) : QStringLiteral("none"), row(inner),
                 right ? fence(nodes.constLast().text, false) : QStringLiteral("none"));
    }

    QString scripted(const MathScripts &scripts)
    {
        const MathNode *only = scripts.above && scripts.below ? nullptr : scripts.above ? scripts.above : scripts.below;
        const QString base = argument(*scripts.base);
        if (scripts.limits && only) {
            if (const QString word = accentOf(*only, scripts.above != nullptr, isWide(*scripts.base)); !word.isEmpty())
                return word + u' ' + base;
            if (only->text == u"⏞" || only->text == u"⏟")
                return base + (scripts.above ? QStringLiteral(" overbrace {}") : QStringLiteral(" underbrace {}"));
            // \underbrace{…}_{n}: the brace is the base's, and n stands at its point.
            const MathScripts inner = scriptsOf(*scripts.base);
            const MathNode *brace = inner.above ? inner.above : inner.below;
            if (inner.base && brace && (brace->text == u"⏞" || brace->text == u"⏟"))
                return argument(*inner.base)
                    + (scripts.above ? QStringLiteral(" overbrace ") : QStringLiteral(" underbrace "))
                    + argument(*only);
        }
        QString word = base;
        if (scripts.below)
            word += (scripts.limits ? QStringLiteral(" csub ") : QStringLiteral(" _")) + argument(*scripts.below);
        if (scripts.above)
            word += (scripts.limits ? QStringLiteral(" csup ") : QStringLiteral(" ^")) + argument(*scripts.above);
        return group(word);
    }

    static bool isWide(const MathNode &node)
    {
        return node.children.size() > 1 || node.text.size() > 1
            || (node.children.size() == 1 && isWide(node.children.constFirst()));
    }

    QString table(const MathNode &table)
    {
        QStringList rows;
        qsizetype columns = 1;
        for (const MathNode &one : table.children)
            columns = qMax(columns, one.children.size());
        const QStringList places =
            table.attributes.value(QStringLiteral("columnalign")).split(u' ', Qt::SkipEmptyParts);
        for (const MathNode &one : table.children) {
            QStringList cells;
            for (qsizetype i = 0; i < columns; ++i) {
                const QString place = places.value(i, places.value(places.size() - 1));
                const QString align = place == u"left" ? QStringLiteral("alignl ")
                    : place == u"right"                ? QStringLiteral("alignr ")
                                                       : QString();
                cells.append(align + group(i < one.children.size() ? row(one.children.at(i).children) : QString()));
            }
            rows.append(cells.join(QStringLiteral(" # ")));
        }
        return QStringLiteral("matrix {%1}").arg(rows.join(QStringLiteral(" ## ")));
    }

    QString term(const MathNode &node)
    {
        const QString &name = node.name;
        const auto child = [&](qsizetype number) { return argument(node.children.value(number)); };
        if (name == u"mi" || name == u"mn" || name == u"mo" || name == u"mtext" || name == u"ms")
            return token(node);
        if (name == u"mfrac") {
            const bool bare = node.attributes.value(QStringLiteral("linethickness")).startsWith(u'0');
            return bare ? QStringLiteral("binom %1 %2").arg(child(0), child(1))
                        : QStringLiteral("{%1 over %2}").arg(child(0), child(1));
        }
        if (name == u"msqrt")
            return QStringLiteral("sqrt {%1}").arg(row(node.children));
        if (name == u"mroot")
            return QStringLiteral("nroot %1 %2").arg(child(1), child(0));
        if (name == u"mtable")
            return table(node);
        if (name == u"menclose") {
            // There are no boxes: brackets say as much.
            const bool struck = node.attributes.value(QStringLiteral("notation")).contains(u"strike");
            return struck ? QStringLiteral("overstrike {%1}").arg(row(node.children))
                          : QStringLiteral("left [ {%1} right ]").arg(row(node.children));
        }
        if (name == u"mphantom")
            return QStringLiteral("phantom {%1}").arg(row(node.children));
        if (const MathScripts scripts = scriptsOf(node); scripts.base)
            return scripted(scripts);
        if (!node.children.isEmpty() && (isFence(node.children.constFirst()) || isFence(node.children.constLast())))
            return fenced(node.children);
        return node.children.isEmpty() ? QString() : group(row(node.children));
    }
};

}  // namespace

QString toStarMath(const MathNode &math)
{
    return StarMath().row(math.children);
}

}  // namespace mingsi::app
