// SPDX-License-Identifier: Apache-2.0
#include "app/exchange/export_options.h"

#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

namespace mingsi::app {

namespace {

constexpr qsizetype kLongestName = 60;  // characters; 240 bytes in Chinese

const QStringList &endings()
{
    // In the order of ExportFormat.
    static const QStringList list{QStringLiteral("md"),   QStringLiteral("html"), QStringLiteral("txt"),
                                  QStringLiteral("json"), QStringLiteral("docx"), QStringLiteral("odt"),
                                  QStringLiteral("pdf"),  QStringLiteral("pptx"), QStringLiteral("xlsx"),
                                  QStringLiteral("csv")};
    return list;
}

}  // namespace

ExportOptions::Paper usualPaper()
{
    // The countries that write on Letter (Unicode CLDR, paperSize "US-Letter").
    static const QList<QLocale::Country> letter{
        QLocale::UnitedStates, QLocale::Canada,    QLocale::Mexico,     QLocale::Philippines, QLocale::Chile,
        QLocale::Colombia,     QLocale::CostaRica, QLocale::Belize,     QLocale::ElSalvador,  QLocale::Guatemala,
        QLocale::Nicaragua,    QLocale::Panama,    QLocale::PuertoRico, QLocale::Venezuela};
    return letter.contains(QLocale::system().country()) ? ExportOptions::Paper::Letter : ExportOptions::Paper::A4;
}

std::optional<ExportFormat> exportFormat(const QString &ending)
{
    const auto at = endings().indexOf(ending.toLower());
    return at < 0 ? std::nullopt : std::optional(static_cast<ExportFormat>(at));
}

QString endingOf(ExportFormat format)
{
    return endings().at(static_cast<int>(format));
}

QString exportFileName(const QString &title, ExportFormat format)
{
    static const QRegularExpression forbidden(QStringLiteral("[\\x00-\\x1f\\x7f/\\\\:*?\"<>|\\p{Cf}\\p{Zl}\\p{Zp}]+"));
    QString name = QString(title).replace(forbidden, QStringLiteral(" ")).simplified().left(kLongestName).trimmed();
    while (name.startsWith(u'.') || name.startsWith(u' '))
        name.remove(0, 1);
    if (!name.isEmpty() && name.back().isHighSurrogate())
        name.chop(1);
    return (name.isEmpty() ? QStringLiteral("mingsi") : name) + u'.' + endingOf(format);
}

}  // namespace mingsi::app
