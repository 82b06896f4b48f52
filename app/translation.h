// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QTranslator>

namespace mingsi::app {

/// The translation of a program's texts, exchangeable while it runs. English is in the sources; mingsi_en holds its
/// plural forms.
class Translation
{
public:
    Translation() = default;
    ~Translation();

    /// Installs the translation for a locale name such as "zh_CN"; an empty name means the system's. A language there
    /// is no translation for gets English.
    void install(const QString &locale);
    /// "en" or "zh_CN".
    const QString &language() const { return m_language; }

private:
    QTranslator m_translator;
    QTranslator m_qt;  ///< of Qt's own texts
    QString m_language;
};

}  // namespace mingsi::app
