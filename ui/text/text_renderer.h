// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCache>
#include <QObject>
#include <QQmlEngine>
#include <QThread>
#include <functional>
#include <memory>

#include "ui/text/answer_blocks.h"

namespace mingsi::ui {

/// Reads answers on a thread of its own: Markdown, code and formulas. One for all answers of a window; the style that
/// it reads them for is set by the theme.
class TextRenderer : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(double pixelSize READ pixelSize WRITE setPixelSize NOTIFY styleChanged)
    Q_PROPERTY(double ratio READ ratio WRITE setRatio NOTIFY styleChanged)
    Q_PROPERTY(QColor colour READ colour WRITE setColour NOTIFY styleChanged)
    Q_PROPERTY(bool dark READ isDark WRITE setDark NOTIFY styleChanged)

public:
    using Blocks = QList<TextBlock>;

    explicit TextRenderer(QObject *parent);
    ~TextRenderer() override;
    /// For QML: serves the images of formulas to the engine, too.
    static TextRenderer *create(QQmlEngine *engine, QJSEngine *);

    /// Reads `text` into `state`, which only the reading thread touches, and hands the blocks to `done` on the thread of
    /// `receiver`, unless that is gone by then. `remember` keeps them for blocksOf().
    void render(const std::shared_ptr<AnswerBlocks> &state, const QString &text, bool remember, QObject *receiver,
                std::function<void(const Blocks &)> done);
    /// The same for what parts `other` from `base`; see readDifference().
    void renderDifference(const QString &base, const QString &other, QObject *receiver,
                          std::function<void(const Blocks &)> done);
    /// What a text was read into for the style of now, when that is still known.
    const Blocks *blocksOf(const QString &text) const { return m_known.object(text); }

    double pixelSize() const { return m_style.pixelSize; }
    double ratio() const { return m_style.ratio; }
    QColor colour() const { return m_style.colour; }
    bool isDark() const { return m_style.dark; }
    void setPixelSize(double size);
    void setRatio(double ratio);
    void setColour(const QColor &colour);
    void setDark(bool dark);

signals:
    void styleChanged();

private:
    class Reader;

    using Work = std::function<Blocks(const TextStyle &, TextTools &)>;

    /// Has the reading thread do the work; the result is kept for blocksOf(`remember`) unless that is empty.
    void read(const Work &work, const QString &remember, QObject *receiver, std::function<void(const Blocks &)> done);
    void setStyle(const TextStyle &style);

    TextStyle m_style;
    QCache<QString, Blocks> m_known;  ///< by text; costs are characters
    QThread m_thread;
    Reader *m_reader;
};

}  // namespace mingsi::ui
