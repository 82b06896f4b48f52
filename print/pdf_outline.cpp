// SPDX-License-Identifier: Apache-2.0
#include "print/pdf_outline.h"

#include <algorithm>
#include <qpdf/QPDFObjectHandle.hh>
#include <stdexcept>
#include <vector>

#include "app/exchange/exporter.h"
#include "print/cmap_repair.h"
#include "print/pdf_update.h"

namespace mingsi::app {

namespace {

using Object = QPDFObjectHandle;

/// How an item stands among the others; numbers count from the root, which is 0.
struct Item {
    int parent = 0, first = 0, last = 0, previous = 0, next = 0;
    int children = 0;
};

/// One for the root, and one for each entry.
std::vector<Item> linked(const QList<OutlineEntry> &entries)
{
    std::vector<Item> items(static_cast<std::size_t>(entries.size()) + 1);
    std::vector<int> open{0};
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const auto level = static_cast<std::size_t>(std::max(0, entries.at(i).level));
        open.resize(std::min(open.size(), level + 1));
        const int number = static_cast<int>(i) + 1;
        Item &item = items[static_cast<std::size_t>(number)];
        item.parent = open.back();
        Item &parent = items[static_cast<std::size_t>(item.parent)];
        item.previous = parent.last;
        if (parent.last > 0)
            items[static_cast<std::size_t>(parent.last)].next = number;
        else
            parent.first = number;
        parent.last = number;
        ++parent.children;
        open.push_back(number);
    }
    return items;
}

/// The objects of an outline; the number of its root.
int writeOutline(PdfUpdate &update, const QList<OutlineEntry> &entries)
{
    const std::vector<Item> items = linked(entries);
    const int root = update.reserve(static_cast<int>(items.size()));
    Object pages = PdfUpdate::pagesOf(update.pdf());
    const int lastPage = pages.getArrayNItems() - 1;
    for (int number = 0; number < static_cast<int>(items.size()); ++number) {
        const Item &item = items[static_cast<std::size_t>(number)];
        std::string text = number == 0 ? "<< /Type /Outlines" : "<<";
        const auto link = [&](const char *key, int to) {
            text += std::string(" ") + key + ' ' + std::to_string(root + to) + " 0 R";
        };
        if (item.children > 0) {
            link("/First", item.first);
            link("/Last", item.last);
            // Conversations are open, what is in them is not.
            text += " /Count " + std::to_string(number == 0 ? item.children : -item.children);
        }
        if (number > 0) {
            const OutlineEntry &entry = entries.at(number - 1);
            link("/Parent", item.parent);
            if (item.previous > 0)
                link("/Prev", item.previous);
            if (item.next > 0)
                link("/Next", item.next);
            text += " /Title " + Object::newUnicodeString(entry.title.toStdString()).unparse() + " /Dest [ "
                + pages.getArrayItem(std::clamp(entry.page, 0, lastPage)).unparse() + " /XYZ null "
                + Object::newReal(entry.top, 2).unparse() + " null ]";
        }
        update.write(root + number, text + " >>");
    }
    return root;
}

}  // namespace

std::optional<Failure> writeWithOutline(const QString &file, const QList<OutlineEntry> &entries, QIODevice &out,
                                        const std::function<bool()> &goesOn)
{
    try {
        PdfUpdate update(file, out);
        if (!update.copy(goesOn))
            return std::nullopt;
        repairIdeographs(update, file, {QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Sans Mono CJK SC")},
                         goesOn);
        if (!entries.isEmpty()) {
            Object catalog = update.pdf().getRoot();
            catalog.replaceKey("/PageMode", Object::newName("/UseOutlines"));
            std::string text = catalog.unparseResolved();
            // qpdf drops references to what it has not read.
            text.insert(text.rfind(">>"), "/Outlines " + std::to_string(writeOutline(update, entries)) + " 0 R ");
            update.write(catalog.getObjectID(), text);
        }
        update.finish();
        return std::nullopt;
    } catch (const std::exception &error) {
        const Failure failure = unwritable(out.errorString());
        return failure.detail.isEmpty() ? unwritable(QString::fromUtf8(error.what())) : failure;
    }
}

}  // namespace mingsi::app
