// SPDX-License-Identifier: Apache-2.0
#include "app/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace mingsi::app {

namespace {

/// What Qt's own file dialog says in English alone.
[[maybe_unused]] constexpr const char *kFileDialog[] = {QT_TRANSLATE_NOOP("FileDialog", "Filter"),
                                                        QT_TRANSLATE_NOOP("FileDialog", "File name")};

}  // namespace

Translation::~Translation()
{
    QCoreApplication::removeTranslator(&m_translator);
    QCoreApplication::removeTranslator(&m_qt);
}

void Translation::install(const QString &locale)
{
    const QString name = locale.isEmpty() ? QLocale::system().name() : locale;
    m_language = name.startsWith(u"zh") ? QStringLiteral("zh_CN") : QStringLiteral("en");
    // Dates and numbers are written as in the language of the text around them.
    QLocale::setDefault(locale.isEmpty() ? QLocale::system() : QLocale(locale));
    QCoreApplication::removeTranslator(&m_translator);
    QCoreApplication::removeTranslator(&m_qt);
    // What Qt itself says, in its file dialogs for one; where the package is installed.
    if (m_qt.load(QStringLiteral("qtbase_") + m_language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_translator.load(QStringLiteral(":/i18n/mingsi_%1.qm").arg(m_language)))
        QCoreApplication::installTranslator(&m_translator);
}

}  // namespace mingsi::app
