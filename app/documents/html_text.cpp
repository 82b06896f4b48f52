// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>
#include <QSet>
#include <libxml/HTMLparser.h>
#include <memory>

#include "app/documents/document_text.h"

namespace mingsi::app {

namespace {

constexpr int kDeepest = 500;

/// Collects what a reader sees.
class Collector
{
public:
    void walk(const xmlNode *node, int depth)
    {
        for (; node; node = node->next) {
            if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
                append(QString::fromUtf8(reinterpret_cast<const char *>(node->content)));
            if (node->type == XML_ELEMENT_NODE && depth < kDeepest)
                enter(node, depth);
        }
    }
    QString text() const { return m_text.trimmed(); }

private:
    void enter(const xmlNode *node, int depth)
    {
        static const QSet<QString> hidden{QStringLiteral("script"),   QStringLiteral("style"),
                                          QStringLiteral("head"),     QStringLiteral("noscript"),
                                          QStringLiteral("template"), QStringLiteral("svg")};
        static const QSet<QString> blocks{
            QStringLiteral("p"),  QStringLiteral("div"),    QStringLiteral("section"), QStringLiteral("article"),
            QStringLiteral("h1"), QStringLiteral("h2"),     QStringLiteral("h3"),      QStringLiteral("h4"),
            QStringLiteral("h5"), QStringLiteral("h6"),     QStringLiteral("ul"),      QStringLiteral("ol"),
            QStringLiteral("li"), QStringLiteral("table"),  QStringLiteral("tr"),      QStringLiteral("pre"),
            QStringLiteral("hr"), QStringLiteral("figure"), QStringLiteral("header"),  QStringLiteral("footer"),
            QStringLiteral("dl"), QStringLiteral("dt"),     QStringLiteral("dd"),      QStringLiteral("blockquote")};
        const QString name = QString::fromUtf8(reinterpret_cast<const char *>(node->name)).toLower();
        if (hidden.contains(name))
            return;
        const bool block = blocks.contains(name);
        if (block || name == u"br")
            breakLine();
        if (name.size() == 2 && name.at(0) == u'h' && name.at(1).isDigit())
            m_text += QString(name.at(1).digitValue(), u'#') + u' ';
        if (name == u"li")
            m_text += QStringLiteral("- ");
        if ((name == u"td" || name == u"th") && !m_text.endsWith(u'\n'))
            m_text += QStringLiteral(" | ");
        const bool wasPre = m_pre;
        m_pre = m_pre || name == u"pre";
        walk(node->children, depth + 1);
        m_pre = wasPre;
        if (block)
            breakLine();
    }
    void append(const QString &text)
    {
        if (m_pre) {
            m_text += text;
            return;
        }
        const QString words = text.simplified();
        if (words.isEmpty() || (text.at(0).isSpace() && !m_text.isEmpty() && !m_text.back().isSpace()))
            m_text += m_text.isEmpty() || m_text.back().isSpace() ? QString() : QStringLiteral(" ");
        m_text += words;
        if (!words.isEmpty() && text.back().isSpace())
            m_text += u' ';
    }
    void breakLine()
    {
        while (m_text.endsWith(u' '))
            m_text.chop(1);
        if (!m_text.isEmpty() && !m_text.endsWith(u'\n'))
            m_text += u'\n';
    }

    QString m_text;
    bool m_pre = false;
};

}  // namespace

QByteArray readHtml(const QByteArray &file, QString &problem)
{
    // Nothing is fetched, and no entity is opened.
    const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
        htmlReadMemory(file.constData(), static_cast<int>(file.size()), nullptr, nullptr,
                       HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET),
        &xmlFreeDoc);
    if (!document) {
        problem = QCoreApplication::translate("Document", "the HTML can't be read");
        return {};
    }
    Collector collector;
    collector.walk(xmlDocGetRootElement(document.get()), 0);
    const QByteArray text = collector.text().toUtf8();
    return text.isNull() ? QByteArrayLiteral("") : text;
}

}  // namespace mingsi::app
