// SPDX-License-Identifier: Apache-2.0
#include "ui/text/formula_images.h"

#include <QHash>
#include <QAbstractTextDocumentLayout>
#include <QMutex>
#include <QTextBlock>
#include <QTextLayout>
#include <cmath>

#include "print/math/formula_painter.h"

namespace mingsi::ui {

namespace {

// KaTeX's letters are smaller than those of most fonts; its own style sheet takes 1.21.
constexpr double kSize = 1.15;
// Around a formula, em: ink goes over the edges that TeX's metrics name.
constexpr double kMargin = 0.08;
// What most fonts have below the baseline, em.
constexpr double kDescent = 0.24;

/// The images that somebody holds. They are painted by the thread that reads answers and fetched by that of the window.
struct Shelf {
    QMutex mutex;
    QHash<quint64, QImage> images;
    quint64 last = 0;
};

Shelf &shelf()
{
    static Shelf shelf;
    return shelf;
}

}  // namespace

FormulaImage::FormulaImage(QImage image, QSizeF size, double ascent) : m_size(size), m_ascent(ascent)
{
    const QMutexLocker lock(&shelf().mutex);
    m_number = ++shelf().last;
    shelf().images.insert(m_number, std::move(image));
}

FormulaImage::~FormulaImage()
{
    const QMutexLocker lock(&shelf().mutex);
    shelf().images.remove(m_number);
}

QString FormulaImage::address() const
{
    return QStringLiteral("image://formula/%1").arg(m_number);
}

std::shared_ptr<const FormulaImage> makeFormulaImage(const QString &tex, bool displayed, const TextStyle &style,
                                                     app::MathTypesetter &typesetter, QString *error)
{
    const app::Formula formula = typesetter.typeset(tex, displayed);
    if (!formula.error.isEmpty()) {
        if (error != nullptr)
            *error = formula.error;
        return {};
    }
    const double em = style.pixelSize * kSize;
    const double above = formula.height + kMargin;
    QImage image =
        app::paintFormula(formula, typesetter.fonts(), em * style.ratio, above, formula.depth + kMargin, style.colour);
    const QSizeF size = QSizeF(image.size()) / style.ratio;
    return std::make_shared<const FormulaImage>(std::move(image), size,
                                                std::round(above * em * style.ratio) / style.ratio);
}

QString placeOf(const FormulaImage &image, const TextStyle &style)
{
    const double descent = image.size().height() - image.ascent();
    double height = image.ascent();
    QString alignment = QStringLiteral("baseline");
    if (descent > kDescent * style.pixelSize) {
        // Of an image in the middle, half and a quarter of the x-height come above the baseline.
        const double lift = style.xHeight / 2;
        height = std::max(2 * image.ascent() - lift, 2 * descent + lift);
        alignment = QStringLiteral("middle");
    }
    return QStringLiteral("<img src=\"image://formula/0\" width=\"%1\" height=\"%2\" style=\"vertical-align:%3\"/>")
        .arg(image.size().width())
        .arg(height)
        .arg(alignment);
}

QList<QPointF> objectPlaces(const QTextDocument &document)
{
    QList<QPointF> places;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QString text = block.text();
        const QTextLayout *layout = block.layout();
        const QPointF origin = document.documentLayout()->blockBoundingRect(block).topLeft();
        for (qsizetype at = text.indexOf(QChar::ObjectReplacementCharacter); at >= 0;
             at = text.indexOf(QChar::ObjectReplacementCharacter, at + 1)) {
            const QTextLine line = layout->lineForTextPosition(static_cast<int>(at));
            if (line.isValid())
                places.append(origin + QPointF(line.cursorToX(static_cast<int>(at)), line.y() + line.ascent()));
            else
                places.append(origin);
        }
    }
    return places;
}

QImage FormulaImageProvider::requestImage(const QString &id, QSize *size, const QSize &)
{
    const QMutexLocker lock(&shelf().mutex);
    QImage image = shelf().images.value(id.toULongLong());
    if (image.isNull()) {  // 0 keeps a place
        image = QImage(1, 1, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
    }
    if (size != nullptr)
        *size = image.size();
    return image;
}

}  // namespace mingsi::ui
