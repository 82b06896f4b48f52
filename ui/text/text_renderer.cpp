// SPDX-License-Identifier: Apache-2.0
#include "ui/text/text_renderer.h"

#include <QFontMetricsF>
#include <QPointer>

#include "ui/text/formula_images.h"

namespace mingsi::ui {

namespace {

constexpr qsizetype kRemembered = 2'000'000;  // characters of answers

}  // namespace

/// Lives in the reading thread, and so do the scripts' engines, which it makes when they are first needed.
class TextRenderer::Reader : public QObject
{
public:
    TextTools &tools()
    {
        if (!m_tools)
            m_tools = std::make_unique<TextTools>();
        return *m_tools;
    }

private:
    std::unique_ptr<TextTools> m_tools;
};

TextRenderer::TextRenderer(QObject *parent) : QObject(parent), m_known(kRemembered), m_reader(new Reader)
{
    m_style.xHeight = QFontMetrics(QFont()).xHeight();
    m_thread.setObjectName(QStringLiteral("text"));
    m_reader->moveToThread(&m_thread);
    m_thread.start(QThread::LowPriority);
}

TextRenderer::~TextRenderer()
{
    m_reader->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

TextRenderer *TextRenderer::create(QQmlEngine *engine, QJSEngine *)
{
    engine->addImageProvider(QStringLiteral("formula"), new FormulaImageProvider);
    return new TextRenderer(nullptr);
}

void TextRenderer::render(const std::shared_ptr<AnswerBlocks> &state, const QString &text, bool remember,
                          QObject *receiver, std::function<void(const Blocks &)> done)
{
    read([state, text](const TextStyle &style, TextTools &tools) { return state->build(text, style, tools); },
         remember ? text : QString(), receiver, std::move(done));
}

void TextRenderer::renderDifference(const QString &base, const QString &other, QObject *receiver,
                                    std::function<void(const Blocks &)> done)
{
    read([base, other](const TextStyle &style, TextTools &tools) { return readDifference(base, other, style, tools); },
         {}, receiver, std::move(done));
}

void TextRenderer::read(const Work &work, const QString &remember, QObject *receiver,
                        std::function<void(const Blocks &)> done)
{
    const QPointer<TextRenderer> self(this);
    const QPointer<QObject> waiting(receiver);
    const auto job = [=, reader = m_reader, style = m_style] {
        const Blocks blocks = work(style, reader->tools());
        QMetaObject::invokeMethod(
            self.data(),
            [=] {
                if (!remember.isEmpty() && style == self->m_style)
                    self->m_known.insert(remember, new Blocks(blocks), remember.size() + 1);
                if (waiting)
                    done(blocks);
            },
            Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(m_reader, job, Qt::QueuedConnection);
}

void TextRenderer::setStyle(const TextStyle &style)
{
    if (style == m_style)
        return;
    m_style = style;
    m_known.clear();
    emit styleChanged();
}

void TextRenderer::setPixelSize(double size)
{
    auto style = m_style;
    style.pixelSize = size;
    setStyle(style);
}

void TextRenderer::setRatio(double ratio)
{
    auto style = m_style;
    style.ratio = ratio;
    setStyle(style);
}

void TextRenderer::setColour(const QColor &colour)
{
    auto style = m_style;
    style.colour = colour;
    setStyle(style);
}

void TextRenderer::setDark(bool dark)
{
    auto style = m_style;
    style.dark = dark;
    setStyle(style);
}

}  // namespace mingsi::ui
