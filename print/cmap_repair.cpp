// SPDX-License-Identifier: Apache-2.0
#include "print/cmap_repair.h"

#include <QFile>
#include <QFont>
#include <QHash>
#include <QRawFont>
#include <QRegularExpression>
#include <algorithm>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>

namespace mingsi::app {

namespace {

constexpr int kPagesAtOnce = 2000;
constexpr char16_t kFirstRadical = 0x2e80;
constexpr char16_t kLastRadical = 0x2fdf;
constexpr char16_t kFirstIdeograph = 0x4e00;
constexpr char16_t kLastIdeograph = 0x9fff;

const QRegularExpression &radical()
{
    static const QRegularExpression expression(QStringLiteral("<(2[EeFf][0-9A-Fa-f]{2})>"));
    return expression;
}

QString charactersFrom(char16_t first, char16_t last)
{
    QString text;
    for (char16_t c = first; c <= last; ++c)
        text += QChar(c);
    return text;
}

/// The ideographs that stand for radicals.
QHash<char16_t, char16_t> ideographsOf(const QStringList &families)
{
    QHash<char16_t, char16_t> found;
    const QString ideographs = charactersFrom(kFirstIdeograph, kLastIdeograph);
    const QString radicals = charactersFrom(kFirstRadical, kLastRadical);
    for (const QString &family : families) {
        const QRawFont font = QRawFont::fromFont(QFont(family), QFontDatabase::SimplifiedChinese);
        const auto glyphs = font.glyphIndexesForString(ideographs);
        const auto wanted = font.glyphIndexesForString(radicals);
        if (glyphs.size() != ideographs.size() || wanted.size() != radicals.size())
            continue;
        QHash<quint32, char16_t> byGlyph;
        for (qsizetype i = glyphs.size() - 1; i >= 0; --i)
            byGlyph.insert(glyphs.at(i), ideographs.at(i).unicode());
        for (qsizetype i = 0; i < wanted.size(); ++i) {
            if (wanted.at(i) != 0 && byGlyph.contains(wanted.at(i)))
                found.insert(radicals.at(i).unicode(), byGlyph.value(wanted.at(i)));
        }
    }
    // Those of Kangxi's have an equivalent in Unicode itself.
    for (char16_t c = kFirstRadical; c <= kLastRadical; ++c) {
        const QString same = QString(QChar(c)).normalized(QString::NormalizationForm_KC);
        if (!found.contains(c) && same.size() == 1 && same.front() != QChar(c))
            found.insert(c, same.front().unicode());
    }
    return found;
}

/// A table from glyphs to text, mended.
QString mended(const QString &map, const QHash<char16_t, char16_t> &ideographs)
{
    // Only what glyphs are mapped to: a list in brackets. A glyph's own number may look the same.
    static const QRegularExpression list(QStringLiteral("\\[[^\\]]*\\]"));
    QString result = map;
    for (auto lists = list.globalMatch(map); lists.hasNext();) {
        const auto one = lists.next();
        QString codes = one.captured();
        for (auto each = radical().globalMatch(one.captured()); each.hasNext();) {
            const auto match = each.next();
            const auto code = static_cast<char16_t>(match.captured(1).toUShort(nullptr, 16));
            if (ideographs.contains(code))
                codes.replace(match.capturedStart(1), 4,
                              QStringLiteral("%1").arg(ideographs.value(code), 4, 16, QChar(u'0')));
        }
        result.replace(one.capturedStart(), one.capturedLength(), codes);
    }
    return result;
}

}  // namespace

void repairIdeographs(PdfUpdate &update, const QString &file, const QStringList &families,
                      const std::function<bool()> &goesOn)
{
    QHash<char16_t, char16_t> ideographs;
    std::set<int> seen;
    const int count = PdfUpdate::pagesOf(update.pdf()).getArrayNItems();
    for (int first = 0; first < count && goesOn(); first += kPagesAtOnce) {
        // qpdf keeps all that it has read: of so many pages only.
        QPDF pdf;
        pdf.processFile(QFile::encodeName(file).constData());
        QPDFObjectHandle pages = PdfUpdate::pagesOf(pdf);
        for (int page = first; page < std::min(count, first + kPagesAtOnce); ++page) {
            QPDFObjectHandle fonts = pages.getArrayItem(page).getKey("/Resources").getKey("/Font");
            if (!fonts.isDictionary())
                continue;
            for (auto &[name, font] : fonts.getDictAsMap()) {
                if (!seen.insert(font.getObjectID()).second || !font.isDictionary())
                    continue;
                QPDFObjectHandle stream = font.getKey("/ToUnicode");
                if (!stream.isStream())
                    continue;
                const auto data = stream.getStreamData();
                const QString map = QString::fromLatin1(reinterpret_cast<const char *>(data->getBuffer()),
                                                        static_cast<qsizetype>(data->getSize()));
                if (!map.contains(radical()))
                    continue;
                if (ideographs.isEmpty())
                    ideographs = ideographsOf(families);
                update.writeStream(stream.getObjectID(), mended(map, ideographs).toStdString());
            }
        }
    }
}

}  // namespace mingsi::app
