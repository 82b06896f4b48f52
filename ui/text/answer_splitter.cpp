// SPDX-License-Identifier: Apache-2.0
#include "ui/text/answer_splitter.h"

#include <QRegularExpression>

namespace mingsi::ui {

namespace {

// Prose longer than this is cut at the next blank line or item: Qt lays out a text whole whenever it changes.
constexpr qsizetype kLongProse = 2000;
// A paragraph longer than this is cut at a line, behind a sentence or a word: of more than 10,000 characters in one
// element Qt 6.4 draws only a part.
constexpr qsizetype kLongParagraph = 5000;
constexpr qsizetype kDeepestItem = 40;  // spaces

qsizetype indentOf(QStringView line)
{
    qsizetype indent = 0;
    while (indent < line.size() && line[indent] == u' ')
        ++indent;
    return indent;
}

/// The fence that a line opens: its characters; empty when it opens none. `most` is how far it may be indented.
QStringView fenceOf(QStringView line, qsizetype most = 3)
{
    const QStringView trimmed = line.mid(indentOf(line));
    if (indentOf(line) > most || trimmed.isEmpty() || (trimmed[0] != u'`' && trimmed[0] != u'~'))
        return {};
    qsizetype length = 0;
    while (length < trimmed.size() && trimmed[length] == trimmed[0])
        ++length;
    if (length < 3 || (trimmed[0] == u'`' && trimmed.mid(length).contains(u'`')))
        return {};
    return trimmed.left(length);
}

bool closesFence(QStringView line, QStringView fence, qsizetype indent)
{
    const QStringView trimmed = line.trimmed();
    return indentOf(line) <= indent + 3 && trimmed.size() >= fence.size() && trimmed.count(fence[0]) == trimmed.size();
}

/// Where a paragraph of this text may be cut: behind the first sentence that ends past kLongParagraph, or what comes
/// nearest to that; the text's size when it is not that long.
qsizetype cutOf(QStringView text)
{
    if (text.size() <= 2 * kLongParagraph)
        return text.size();
    qsizetype word = 0;
    for (qsizetype at = kLongParagraph; at < 2 * kLongParagraph; ++at) {
        const QChar c = text[at];
        if (c == u'。' || c == u'！' || c == u'？' || (c == u' ' && QStringView(u".!?").contains(text[at - 1])))
            return at + 1;
        if (word == 0 && c.isSpace())
            word = at + 1;
    }
    if (word > 0)
        return word;
    return 2 * kLongParagraph - (text[2 * kLongParagraph - 1].isHighSurrogate() ? 1 : 0);
}

bool isListItem(QStringView line)
{
    static const QRegularExpression item(QStringLiteral("^ {0,3}(?:[-+*]|\\d{1,9}[.)])(?: |$)"));
    return item.match(line.toString()).hasMatch();
}

/// "[^1]: text"
bool isNote(QStringView line)
{
    static const QRegularExpression note(QStringLiteral("^ {0,3}\\[\\^[^\\]\\[\\s]{1,40}\\]:"));
    return line.contains(u"[^") && note.match(line.toString()).hasMatch();
}

bool isDelimiterRow(QStringView line)
{
    static const QRegularExpression row(QStringLiteral("^ {0,3}\\|?\\s*:?-+:?\\s*(\\|\\s*:?-+:?\\s*)*\\|?\\s*$"));
    return line.contains(u'|') && row.match(line.toString()).hasMatch();
}

class Splitter
{
public:
    explicit Splitter(QStringView text) : m_text(text) {}

    QList<Stretch> split()
    {
        while (m_at < m_text.size()) {
            const QStringView line = lineAt(m_at);
            const bool top = indentOf(line) <= 3 && !(m_inList && indentOf(line) > 0);
            // A line at the left behind a blank one that is no item ends the list.
            if (m_inList && m_afterBlank && !line.trimmed().isEmpty() && indentOf(line) == 0 && !isListItem(line))
                m_inList = false;
            if (m_indent > 0 && !line.trimmed().isEmpty() && indentOf(line) < m_indent) {
                endProse(m_at);  // the item that held code is over
                m_indent = 0;
            }
            if (top && !fenceOf(line).isEmpty())
                takeCode(fenceOf(line), 0);
            else if (m_inList && indentOf(line) > 0 && !fenceOf(line, kDeepestItem).isEmpty())
                takeCode(fenceOf(line, kDeepestItem), indentOf(line));
            else if (top && opensFormula(line))
                takeFormula();
            else if (top && line.contains(u'|') && isDelimiterRow(lineAt(behind(m_at))) && !m_inList)
                takeTable();
            else
                takeProseLine(line);
        }
        endProse(m_text.size());
        return m_stretches;
    }

private:
    QStringView lineAt(qsizetype at) const
    {
        if (at >= m_text.size())
            return {};
        const qsizetype end = m_text.indexOf(u'\n', at);
        return m_text.mid(at, (end < 0 ? m_text.size() : end) - at);
    }
    /// Where the line behind the one at `at` begins.
    qsizetype behind(qsizetype at) const { return qMin(m_text.size(), at + lineAt(at).size() + 1); }

    static bool opensFormula(QStringView line)
    {
        const QStringView trimmed = line.trimmed();
        return trimmed.startsWith(u"$$") || trimmed.startsWith(u"\\[");
    }

    void add(TextBlock::Kind kind, qsizetype end, bool closed)
    {
        m_stretches.append({kind, m_at, end, closed, m_indent});
        m_at = end;
        m_prose = -1;
        m_inList = false;
        m_inNote = false;
    }

    void endProse(qsizetype end)
    {
        if (m_prose >= 0 && !m_text.mid(m_prose, end - m_prose).trimmed().isEmpty())
            m_stretches.append({TextBlock::Kind::Prose, m_prose, end, true, m_indent, m_inNote});
        m_prose = -1;
    }

    /// Code in a list item is a stretch of its own; what follows in the item is another, with the same indent.
    void takeCode(QStringView fence, qsizetype indent)
    {
        endProse(m_at);
        m_indent = indent;
        qsizetype line = behind(m_at);
        while (line < m_text.size() && !closesFence(lineAt(line), fence, indent))
            line = behind(line);
        add(TextBlock::Kind::Code, behind(line), line < m_text.size());
        m_inList = indent > 0;
    }

    void takeFormula()
    {
        const QStringView first = lineAt(m_at).trimmed();
        const QStringView close = first.startsWith(u"$$") ? QStringView(u"$$") : QStringView(u"\\]");
        const qsizetype opening = m_text.indexOf(first.left(2), m_at) + 2;
        const qsizetype end = m_text.indexOf(close, opening);
        // Something behind it on its line, or a blank line in it: it is part of a paragraph.
        const bool ends = end >= 0;
        const qsizetype reach = ends ? end : m_text.size();
        const bool blank = m_text.mid(opening, reach - opening).contains(u"\n\n");
        const QStringView rest = ends ? m_text.mid(end + 2, behind(end) - end - 2).trimmed() : QStringView();
        if (blank || (!rest.isEmpty() && rest != u"." && rest != u"," && rest != u"。" && rest != u"，")) {
            takeProseLine(lineAt(m_at));
            return;
        }
        endProse(m_at);
        add(TextBlock::Kind::Formula, ends ? behind(end) : m_text.size(), ends);
    }

    void takeTable()
    {
        endProse(m_at);
        qsizetype end = behind(behind(m_at));
        while (end < m_text.size() && !lineAt(end).trimmed().isEmpty() && fenceOf(lineAt(end)).isEmpty())
            end = behind(end);
        add(TextBlock::Kind::Table, end, true);
    }

    void takeProseLine(QStringView line)
    {
        const bool blank = line.trimmed().isEmpty();
        const qsizetype length = m_prose >= 0 ? m_at - m_prose : 0;
        const bool item = indentOf(line) == 0 && isListItem(line);
        if (!blank && ((item && length >= kLongProse) || (!m_inList && length >= kLongParagraph)))
            endProse(m_at);
        const bool note = !m_inList && isNote(line);
        if (note || (m_inNote && m_afterBlank && !blank && indentOf(line) == 0)) {
            endProse(m_at);
            m_inNote = note;
        }
        if (!blank && m_afterBlank) {
            const bool goesOn = indentOf(line) > 0 || (m_inList && isListItem(line));
            if (!goesOn && m_prose >= 0 && m_at - m_prose >= kLongProse)
                endProse(m_at);
            m_inList = isListItem(line) || (m_inList && indentOf(line) > 0);
        } else if (!blank && isListItem(line)) {
            m_inList = true;
        }
        m_afterBlank = blank;
        if (m_prose < 0)
            m_prose = m_at;
        const qsizetype cut = cutOf(line);
        if (cut == line.size()) {
            m_at = behind(m_at);
            return;
        }
        m_at += cut;
        endProse(m_at);
    }

    QStringView m_text;
    QList<Stretch> m_stretches;
    qsizetype m_at = 0;
    qsizetype m_prose = -1;  ///< where the prose that is being read began
    qsizetype m_indent = 0;  ///< of the list item that code was found in
    bool m_inList = false;
    bool m_inNote = false;
    bool m_afterBlank = true;
};

}  // namespace

QString textOf(QStringView answer, const Stretch &stretch)
{
    const QStringView text = answer.mid(stretch.start, stretch.end - stretch.start);
    if (stretch.indent == 0)
        return text.toString();
    QStringList lines;
    for (const QStringView line : text.split(u'\n'))
        lines.append(line.mid(qMin(indentOf(line), stretch.indent)).toString());
    return lines.join(u'\n');
}

QList<Stretch> splitAnswer(QStringView text)
{
    return Splitter(text).split();
}

}  // namespace mingsi::ui
