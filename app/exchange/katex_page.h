// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSet>
#include <QString>

namespace mingsi::app {

/// What a page needs to show formulas that KaTeX has set as HTML: its style sheet, and of its fonts those that are used,
/// in the page itself. Used by one thread.
class KatexPage
{
public:
    /// The style sheet without its fonts.
    static QString styleSheet();

    /// Takes note of what a formula's HTML needs.
    void use(const QString &html);
    /// The fonts (WOFF 2, as data: addresses) of all formulas so far, as a style sheet; empty without formulas.
    QString fontFaces() const;

private:
    QSet<QString> m_faces;  ///< "Main-Regular"
};

}  // namespace mingsi::app
