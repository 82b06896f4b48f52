// SPDX-License-Identifier: Apache-2.0
#include "app/reading/thought_steps.h"

#include <QRegularExpression>
#include <algorithm>

#include "app/text/code_fence.h"
#include "app/text/plain_line.h"

namespace mingsi::app {

namespace {

constexpr qsizetype kTitleLength = 60;

/// The beginnings of sentences in which R1 and its distills turn round, in English and Chinese.
const QRegularExpression &turn()
{
    static const QRegularExpression pattern(
        QStringLiteral(
            "^(?:(?:but |no[,.!] |oh[,.!]? |hmm+[,.!…]* ?)*(?:wait|hold on|hang on)\\b"
            "|(?:hmm+|actually|alternatively|on second thought|on the other hand|no, that|that's not right"
            "|that is not right|that's wrong|let me (?:re-?check|double[- ]check|check (?:that|this|again)"
            "|re-?think|reconsider|re-?calculate|try (?:again|another|a different))|another (?:way|approach)"
            "|i made a mistake|i was wrong|correction)\\b"
            "|(?:不过|但是?|哦|嗯+)?[,，]?\\s*(?:等等|等一下|等下|慢着|不对|不，|错了|换个思路|换一种|换个角度|换个方法"
            "|另一种|另外一种|或者说?[,，]|重新(?:考虑|计算|检查|想)|再(?:检查|想想|算|验证|确认)|让我(?:再|重新)"
            "|我(?:算|弄|搞|想)错|仔细想想|其实))"),
        QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

bool isTurn(QStringView text)
{
    return turn().match(text.toString().left(80)).hasMatch();
}

/// Whether a line opens or closes a displayed formula.
bool togglesFormula(QStringView line)
{
    const QStringView trimmed = line.trimmed();
    return trimmed == u"$$" || trimmed == u"\\[" || trimmed == u"\\]";
}

bool endsSentence(QChar c)
{
    return c == u'.' || c == u'!' || c == u'?' || c == u'。' || c == u'！' || c == u'？' || c == u'…' || c == u'\n';
}

/// Cuts [start, end) where a sentence begins with a turn.
void addParagraph(const QString &text, qsizetype start, qsizetype end, bool whole, QList<ThoughtStep> &steps)
{
    const QStringView view(text);
    qsizetype from = start;
    const auto add = [&](qsizetype to) {
        qsizetype last = to;
        while (last > from && view[last - 1].isSpace())
            --last;
        if (last > from) {
            ThoughtStep step{from, last - from, ThoughtStep::Kind::Plain, {}, 0, 0};
            if (isTurn(view.mid(from, last - from)))
                step.kind = ThoughtStep::Kind::SecondThought;
            steps.append(step);
        }
        from = to;
    };
    for (qsizetype i = start + 1; !whole && i < end; ++i) {
        const QChar before = view[i - 1];
        const bool sentence = endsSentence(before) || (before.isSpace() && i >= 2 && endsSentence(view[i - 2]));
        if (sentence && !view[i].isSpace() && isTurn(view.mid(i, qMin<qsizetype>(80, end - i))))
            add(i);
    }
    add(end);
}

QString titleOf(QStringView step)
{
    qsizetype end = 0;
    const auto isEnd = [&step](qsizetype i) {
        // A point within a number or an abbreviation of one letter ends nothing.
        return endsSentence(step[i]) && (step[i] != u'.' || (i + 1 < step.size() && step[i + 1].isSpace() && i > 3));
    };
    while (end < step.size() && end < kTitleLength && !isEnd(end))
        ++end;
    QString title = plainLine(step.left(end).toString());
    while (title.startsWith(u'#') || title.startsWith(u'*') || title.startsWith(u'-') || title.startsWith(u'>'))
        title = title.mid(1).trimmed();
    return end == kTitleLength && end < step.size() ? title + u'…' : title;
}

}  // namespace

QList<ThoughtStep> splitThought(const QString &reasoning)
{
    QList<ThoughtStep> steps;
    const QStringView text(reasoning);
    qsizetype paragraph = -1;  // where the present one began
    bool fenced = false;
    bool formula = false;
    bool whole = false;  // holds code or a formula, and is not cut
    const auto finish = [&](qsizetype end) {
        if (paragraph >= 0)
            addParagraph(reasoning, paragraph, end, whole, steps);
        paragraph = -1;
        whole = false;
    };
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = text.indexOf(u'\n', at);
        if (end < 0)
            end = text.size();
        const QStringView line = text.mid(at, end - at);
        if (!formula && isFence(line))
            fenced = !fenced;
        else if (!fenced && togglesFormula(line))
            formula = !formula;
        whole = whole || fenced || formula;
        if (line.trimmed().isEmpty() && !fenced && !formula) {
            finish(at);
        } else if (paragraph < 0) {
            paragraph = at;
        }
        at = end + 1;
    }
    finish(text.size());
    for (ThoughtStep &step : steps)
        step.title = titleOf(text.mid(step.start, step.length));
    return steps;
}

void extendThought(QList<ThoughtStep> &steps, const QString &reasoning)
{
    // Back to the last step that begins a paragraph: what follows it may yet be cut otherwise.
    const auto beginsParagraph = [&reasoning](const ThoughtStep &step) {
        const qsizetype solid = QStringView(reasoning).left(step.start).trimmed().size();
        return step.start == 0 || reasoning.mid(solid, step.start - solid).count(u'\n') >= 2;
    };
    while (!steps.isEmpty() && !beginsParagraph(steps.last()))
        steps.removeLast();
    const qsizetype from = steps.isEmpty() ? 0 : steps.takeLast().start;
    for (ThoughtStep step : splitThought(reasoning.mid(from))) {
        step.start += from;
        steps.append(step);
    }
}

void measureSteps(QList<ThoughtStep> &steps, const QList<TokenMark> &marks)
{
    for (ThoughtStep &step : steps) {
        step.tokens = 0;
        step.seconds = 0;
    }
    qsizetype at = 0;
    quint32 before = 0;
    bool first = true;
    for (const TokenMark &mark : marks) {
        if (!mark.inReasoning || steps.isEmpty())
            continue;
        // The thought's clock starts with its first token, not with the reading of the prompt.
        if (first)
            before = mark.milliseconds;
        first = false;
        while (at + 1 < steps.size() && mark.end > steps.at(at + 1).start)
            ++at;
        steps[at].tokens += 1;
        steps[at].seconds += (mark.milliseconds - before) / 1000.0;
        before = mark.milliseconds;
    }
}

qsizetype stepAt(const QList<ThoughtStep> &steps, qsizetype at)
{
    const auto next = std::upper_bound(steps.begin(), steps.end(), at,
                                       [](qsizetype place, const ThoughtStep &step) { return place < step.start; });
    return next == steps.begin() ? (steps.isEmpty() ? -1 : 0) : next - steps.begin() - 1;
}

}  // namespace mingsi::app
