// SPDX-License-Identifier: Apache-2.0
#include "app/text/markdown_container.h"

#include <QRegularExpression>

#include "app/text/markdown_events.h"

namespace mingsi::app {

namespace {

constexpr int kMostPasses = 100;
const QByteArray kProbe = QByteArrayLiteral("mingsi-probe-5f0c");

/// Finds HTML in a text, and whether what is put behind it would be code.
class Scan : public MarkdownEvents
{
public:
    explicit Scan(const QByteArray &text) : m_text(text) {}

    bool enterBlock(MD_BLOCKTYPE type, const void *detail) override
    {
        if (type == MD_BLOCK_CODE)
            m_fence = static_cast<const MD_BLOCK_CODE_DETAIL *>(detail)->fence_char;
        return true;
    }
    bool leaveBlock(MD_BLOCKTYPE, const void *) override { return true; }
    bool enterSpan(MD_SPANTYPE, const void *) override { return true; }
    bool leaveSpan(MD_SPANTYPE, const void *) override { return true; }
    bool text(MD_TEXTTYPE type, std::string_view content) override
    {
        const char *begin = m_text.constData();
        const bool inPlace = content.data() >= begin && content.data() < begin + m_text.size();
        if (type == MD_TEXT_HTML && inPlace)
            m_html.append({content.data() - begin, static_cast<qsizetype>(content.size())});
        if (type == MD_TEXT_CODE && content.find(kProbe.constData()) != std::string_view::npos)
            m_open = m_fence;
        return true;
    }

    /// Where HTML stands, in bytes.
    const QList<std::pair<qsizetype, qsizetype>> &html() const { return m_html; }
    /// The character of the fence that is open at the end; 0: none.
    char openFence() const { return m_open; }

private:
    const QByteArray &m_text;
    QList<std::pair<qsizetype, qsizetype>> m_html;
    char m_fence = 0;
    char m_open = 0;
};

qsizetype longestRun(const QByteArray &text, char c)
{
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const char one : text) {
        run = one == c ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

}  // namespace

QString containedMarkdown(const QString &text)
{
    static const QRegularExpression opener(
        QStringLiteral("<(?=/?(?:script|style|pre|textarea|details|summary)\\b|!|\\?)"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression swallower(QStringLiteral("<(?:script|style|pre|textarea)\\b|<[!?]"),
                                              QRegularExpression::CaseInsensitiveOption);
    // What an open comment held is something else when the comment is shown: so each is taken by itself, but for the
    // last of very many.
    QByteArray utf8 = text.toUtf8();
    for (int pass = 0; pass <= kMostPasses; ++pass) {
        Scan scan(utf8);
        parseMarkdown(utf8, scan, true);
        QByteArray shown;
        qsizetype copied = 0;
        for (const auto &[start, length] : scan.html()) {
            const QString piece = QString::fromUtf8(utf8.mid(start, length));
            if (!piece.contains(opener))
                continue;
            shown += utf8.mid(copied, start - copied) + QString(piece).replace(opener, QStringLiteral("&lt;")).toUtf8();
            copied = start + length;
            if (pass < kMostPasses && piece.contains(swallower))
                break;
        }
        if (copied == 0)
            break;
        utf8 = shown + utf8.mid(copied);
    }
    // A fence within a list or a quote ends with it, at the next line that stands at the margin.
    const QByteArray probed = utf8 + "\n" + kProbe + "\n";
    Scan end(probed);
    parseMarkdown(probed, end, true);
    if (end.openFence() != 0)
        utf8 += '\n' + QByteArray(std::max<qsizetype>(3, longestRun(utf8, end.openFence())), end.openFence());
    return QString::fromUtf8(utf8);
}

}  // namespace mingsi::app
