// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QQuickImageProvider>
#include <QTextDocument>
#include <memory>

#include "print/math/math_typesetter.h"
#include "ui/text/text_style.h"

namespace mingsi::ui {

/// A formula as an image under an address that QML and rich text can load, as long as somebody holds it.
class FormulaImage
{
public:
    FormulaImage(QImage image, QSizeF size, double ascent);
    ~FormulaImage();
    FormulaImage(const FormulaImage &) = delete;
    FormulaImage &operator=(const FormulaImage &) = delete;

    QString address() const;                    ///< image://formula/N
    QSizeF size() const { return m_size; }      ///< logical pixels
    double ascent() const { return m_ascent; }  ///< what of it stands above the baseline, logical pixels

private:
    quint64 m_number;
    QSizeF m_size;
    double m_ascent;
};

/// Typesets and paints. Nothing when KaTeX can't read the TeX; `error`, if given, then says why.
std::shared_ptr<const FormulaImage> makeFormulaImage(const QString &tex, bool displayed, const TextStyle &style,
                                                     app::MathTypesetter &typesetter, QString *error = nullptr);

/// Rich text that keeps the place of an image within a line. Qt's images stand on the baseline or in the middle of the
/// line, never where a formula belongs: so the text holds an empty image, and the formula is laid over it, at the place
/// that objectPlaces() tells.
QString placeOf(const FormulaImage &image, const TextStyle &style);

/// Where the objects of a document that is laid out stand, in order: the left end of each on its line's baseline.
QList<QPointF> objectPlaces(const QTextDocument &document);

/// Serves the images to a QML engine, as "formula".
class FormulaImageProvider : public QQuickImageProvider
{
public:
    FormulaImageProvider() : QQuickImageProvider(QQuickImageProvider::Image) {}
    QImage requestImage(const QString &id, QSize *size, const QSize &requestedSize) override;
};

}  // namespace mingsi::ui
