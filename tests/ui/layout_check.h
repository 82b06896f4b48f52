// SPDX-License-Identifier: Apache-2.0
// Looks at a window as a careful reader would: is text cut off, does it run out of the window or into other text, can
// it be told from what is behind it?
#pragma once

#include <QColor>
#include <QHash>
#include <QImage>
#include <QQuickItem>
#include <QQuickWindow>
#include <QRegularExpression>
#include <cmath>

namespace mingsi::test {

/// WCAG 2.1, relative luminance and contrast ratio.
inline double luminance(const QColor &colour)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

inline double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

class LayoutCheck
{
public:
    explicit LayoutCheck(QQuickWindow &window) : m_image(window.grabWindow()), m_window(QPointF(), window.size())
    {
        QQuickItem *root = window.contentItem();
        // What lies under a dialog is dimmed and out of reach: the topmost one is looked at.
        for (QQuickItem *child : root->childItems()) {
            if (!child->inherits("QQuickOverlay"))
                continue;
            for (QQuickItem *popup : child->childItems()) {
                if (popup->isVisible() && popup->inherits("QQuickPopupItem"))
                    root = popup;
            }
        }
        visit(root);
        compare();
    }

    QStringList faults;
    const QImage &image() const { return m_image; }

private:
    struct Text {
        QQuickItem *item;
        QRectF place;  ///< of its letters
        QRectF seen;   ///< what no clip cuts off
        QString text;
    };

    static bool isText(const QQuickItem *item)
    {
        return item->inherits("QQuickText") || item->inherits("QQuickTextEdit") || item->inherits("QQuickTextInput");
    }

    void visit(QQuickItem *item)
    {
        if (!item->isVisible() || item->opacity() < 0.9)
            return;
        if (isText(item) && !item->property("text").toString().isEmpty())
            look(item);
        for (QQuickItem *child : item->childItems())
            visit(child);
    }

    void look(QQuickItem *item)
    {
        Text text{item, {}, {}, item->property("text").toString()};
        const auto padding = [item](const char *side) { return item->property(side).toDouble(); };
        const QRectF box = QRectF(0, 0, item->width(), item->height())
                               .adjusted(padding("leftPadding"), padding("topPadding"), -padding("rightPadding"),
                                         -padding("bottomPadding"));
        const double width = std::min(item->property("contentWidth").toDouble(), box.width());
        double x = box.left();
        const int alignment = item->property("effectiveHorizontalAlignment").toInt();
        if (alignment == Qt::AlignRight)
            x = box.right() - width;
        else if (alignment == Qt::AlignHCenter)
            x = box.left() + (box.width() - width) / 2;
        const double height = std::min(item->property("contentHeight").toDouble(), box.height());
        double y = box.top();
        const int vertical = item->property("verticalAlignment").toInt();
        if (vertical == Qt::AlignVCenter)
            y = box.top() + (box.height() - height) / 2;
        else if (vertical == Qt::AlignBottom)
            y = box.bottom() - height;
        text.place = item->mapRectToScene(QRectF(x, y, width, height));
        text.seen = text.place & m_window;
        bool scrolls = false;
        for (QQuickItem *above = item->parentItem(); above != nullptr; above = above->parentItem()) {
            if (above->clip() || above->inherits("QQuickFlickable")) {
                scrolls = true;
                text.seen &= above->mapRectToScene(QRectF(0, 0, above->width(), above->height()));
            }
        }
        if (text.seen.width() < 2 || text.seen.height() < 2)
            return;
        m_texts.append(text);

        const bool wraps = item->property("wrapMode").toInt() != 0;
        const bool elides = item->inherits("QQuickText") && item->property("elide").toInt() != Qt::ElideNone;
        const bool edits = !item->inherits("QQuickText");
        if (!wraps && !elides && !edits && item->property("contentWidth").toDouble() > box.width() + 1)
            fault(text, "is cut off at its side");
        if (!edits && !elides && item->property("contentHeight").toDouble() > box.height() + 2 && box.height() > 0)
            fault(text, "is cut off below");
        if (!scrolls && !m_window.adjusted(-1, -1, 1, 1).contains(text.place))
            fault(text, "runs out of the window");
        if (item->isEnabled())
            lookAtColours(text);
    }

    void lookAtColours(const Text &text)
    {
        const double ratio = m_image.devicePixelRatio();
        const QRect area =
            QRectF(text.seen.topLeft() * ratio, text.seen.size() * ratio).toAlignedRect() & m_image.rect();
        QHash<QRgb, int> colours;
        for (int y = area.top(); y <= area.bottom(); ++y) {
            for (int x = area.left(); x <= area.right(); ++x)
                ++colours[m_image.pixel(x, y)];
        }
        const auto most = std::max_element(colours.begin(), colours.end());
        if (most == colours.end())
            return;
        const QColor behind(most.key());
        const QColor own = text.item->property("color").value<QColor>();
        const auto mix = [&](double a, double b) {
            return static_cast<float>(own.alphaF() * a + (1 - own.alphaF()) * b);
        };
        const QColor ink = QColor::fromRgbF(mix(own.redF(), behind.redF()), mix(own.greenF(), behind.greenF()),
                                            mix(own.blueF(), behind.blueF()));
        const QFont font = text.item->property("font").value<QFont>();
        const bool large = font.pixelSize() >= 24 || (font.pixelSize() >= 19 && font.bold());
        const double needed = large ? 3 : 4.5;
        if (contrast(ink, behind) < needed)
            fault(text,
                  QStringLiteral("has a contrast of %1 (%2 on %3)")
                      .arg(contrast(ink, behind), 0, 'f', 1)
                      .arg(ink.name(), behind.name()));
    }

    void compare()
    {
        for (qsizetype i = 0; i < m_texts.size(); ++i) {
            for (qsizetype j = i + 1; j < m_texts.size(); ++j) {
                const Text &a = m_texts[i];
                const Text &b = m_texts[j];
                const QRectF both = a.seen & b.seen;
                if (both.width() > 3 && both.height() > 4 && !a.item->isAncestorOf(b.item)
                    && !b.item->isAncestorOf(a.item))
                    fault(a, QStringLiteral("runs into \u201c%1\u201d").arg(shortened(b.text)));
            }
        }
    }

    static QString shortened(const QString &text)
    {
        QString plain = text;
        plain.remove(QRegularExpression(QStringLiteral("<[^>]*>[^<]*</style>|<[^>]*>")));
        return plain.simplified().left(40);
    }

    void fault(const Text &text, const QString &what)
    {
        faults.append(QStringLiteral("\u201c%1\u201d (%2 at %3,%4 %5x%6) %7")
                          .arg(shortened(text.text), text.item->metaObject()->className())
                          .arg(text.place.x(), 0, 'f', 0)
                          .arg(text.place.y(), 0, 'f', 0)
                          .arg(text.place.width(), 0, 'f', 0)
                          .arg(text.place.height(), 0, 'f', 0)
                          .arg(what));
    }

    QImage m_image;
    QRectF m_window;
    QList<Text> m_texts;
};

}  // namespace mingsi::test
