// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/katex_page.h"

#include <QFile>
#include <QRegularExpression>
#include <array>

namespace mingsi::app {

namespace {

/// A class of KaTeX's style sheet and the fonts that it chooses.
struct Use {
    const char *word;
    std::array<const char *, 2> faces;
};

constexpr std::array<const char *, 6> kAlways{"Main-Regular",  "Math-Italic",   "Size1-Regular",
                                              "Size2-Regular", "Size3-Regular", "Size4-Regular"};
constexpr std::array<Use, 21> kUses{{
    {"mathbf", {"Main-Bold"}},
    {"textbf", {"Main-Bold", "Main-BoldItalic"}},
    {"mathit", {"Main-Italic"}},
    {"textit", {"Main-Italic", "Main-BoldItalic"}},
    {"boldsymbol", {"Math-BoldItalic"}},
    {"amsrm", {"AMS-Regular"}},
    {"mathbb", {"AMS-Regular"}},
    {"textbb", {"AMS-Regular"}},
    {"mathcal", {"Caligraphic-Regular", "Caligraphic-Bold"}},
    {"mathfrak", {"Fraktur-Regular", "Fraktur-Bold"}},
    {"textfrak", {"Fraktur-Regular", "Fraktur-Bold"}},
    {"mathscr", {"Script-Regular"}},
    {"textscr", {"Script-Regular"}},
    {"mathtt", {"Typewriter-Regular"}},
    {"texttt", {"Typewriter-Regular"}},
    {"mathsf", {"SansSerif-Regular"}},
    {"textsf", {"SansSerif-Regular"}},
    {"mathboldsf", {"SansSerif-Bold"}},
    {"textboldsf", {"SansSerif-Bold"}},
    {"mathitsf", {"SansSerif-Italic"}},
    {"textitsf", {"SansSerif-Italic"}},
}};

QByteArray resource(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QRegularExpression &fontFace()
{
    static const QRegularExpression face(
        QStringLiteral("@font-face\\{[^}]*?fonts/KaTeX_([A-Za-z0-9-]+)\\.woff2[^}]*\\}"));
    return face;
}

QString wholeStyleSheet()
{
    return QString::fromUtf8(resource(QStringLiteral(":/katex-page/katex.min.css")));
}

}  // namespace

QString KatexPage::styleSheet()
{
    return wholeStyleSheet().remove(fontFace());
}

void KatexPage::use(const QString &html)
{
    for (const char *face : kAlways)
        m_faces.insert(QLatin1String(face));
    for (const Use &use : kUses) {
        if (!html.contains(QLatin1String(use.word)))
            continue;
        for (const char *face : use.faces) {
            if (face != nullptr)
                m_faces.insert(QLatin1String(face));
        }
    }
}

QString KatexPage::fontFaces() const
{
    QString faces;
    if (m_faces.isEmpty())
        return faces;
    const QString sheet = wholeStyleSheet();
    static const QRegularExpression source(QStringLiteral("src:[^;}]*"));
    for (auto match = fontFace().globalMatch(sheet); match.hasNext();) {
        const auto face = match.next();
        if (!m_faces.contains(face.captured(1)))
            continue;
        const QByteArray font = resource(QStringLiteral(":/katex-page/KaTeX_%1.woff2").arg(face.captured(1)));
        faces += face.captured().replace(source,
                                         QStringLiteral("src:url(data:font/woff2;base64,%1) format('woff2')")
                                             .arg(QString::fromLatin1(font.toBase64())));
    }
    return faces;
}

}  // namespace mingsi::app
