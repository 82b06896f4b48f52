// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QObject>
#include <QRawFont>
#include <QString>

namespace mingsi::app {

/// KaTeX's fonts, embedded in the program. Used by one thread.
class MathFonts : public QObject
{
    Q_OBJECT

public:
    /// A font by the name of its file without "KaTeX_" ("Main-Regular"); invalid when there is none.
    QRawFont font(const QString &name, double pixelSize);

    /// The width of a text in em; with the interface's font where KaTeX's has no such characters (Chinese).
    Q_INVOKABLE double advance(const QString &name, const QString &text);

    /// Whether a font has all characters of a text.
    bool covers(const QString &name, const QString &text);

private:
    QHash<QString, QRawFont> m_fonts;  ///< at kUnit pixels an em
};

}  // namespace mingsi::app
