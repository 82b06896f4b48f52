// SPDX-License-Identifier: Apache-2.0
#include "engine/generation/prefix_store.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <random>
#include <utility>

#include "engine/engine.h"

namespace mingsi::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::array<char, 8> kMagic = {'M', 'I', 'N', 'G', 'S', 'I', 'K', 'V'};
constexpr std::uint64_t kVersion = 2;
constexpr const char* kEnding = ".kv";
constexpr const char* kUnfinished = ".part";
constexpr std::uint64_t kLongestKey = 4096;

struct Header {
  std::array<char, 8> magic = kMagic;
  std::uint64_t version = kVersion;
  std::uint64_t type = 0;
  std::uint64_t layers = 0;
  std::uint64_t width = 0;
  std::uint64_t tokens = 0;
  std::uint64_t predicted = 0;
  std::uint64_t key_length = 0;
};

Header header_of(const KvCache& cache, std::size_t tokens, const std::string& key) {
  Header header;
  header.type = static_cast<std::uint64_t>(cache.layers().front().type);
  header.layers = cache.layers().size();
  header.width = cache.layers().front().width;
  header.tokens = tokens;
  header.key_length = key.size();
  return header;
}

std::uint64_t file_size(const Header& header, std::size_t row) {
  return sizeof(Header) + header.key_length + header.tokens * (sizeof(std::int32_t) + header.layers * row) +
         sizeof(std::uint64_t);
}

/// Rows are whole words in every shape there is; what is over would not be summed, and does no harm.
std::uint64_t sum_of(const std::byte* data, std::size_t bytes) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i + 8 <= bytes; i += 8) {
    std::uint64_t word;
    std::memcpy(&word, data + i, 8);
    sum += word;
  }
  return sum;
}

template <class T>
bool read(std::istream& in, T* data, std::size_t count) {
  in.read(reinterpret_cast<char*>(data), static_cast<std::streamsize>(count * sizeof(T)));
  return in.good();
}

std::size_t common(std::span<const std::int32_t> a, std::span<const std::int32_t> b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

}  // namespace

PrefixStore::PrefixStore(fs::path folder, std::string key, std::uint64_t limit_bytes)
    : folder_(std::move(folder)), key_(std::move(key)), limit_(limit_bytes) {}

std::optional<PrefixStore::Entry> PrefixStore::read_entry(const fs::path& file, const KvCache& cache) const {
  std::ifstream in(file, std::ios::binary);
  Header header;
  if (!read(in, &header, 1)) return std::nullopt;
  Header expected = header_of(cache, header.tokens, key_);
  expected.predicted = header.predicted;
  if (std::memcmp(&header, &expected, sizeof(Header)) != 0 || header.key_length > kLongestKey) return std::nullopt;
  std::error_code error;
  if (header.tokens > cache.capacity() || fs::file_size(file, error) != file_size(header, cache.row_size()) || error)
    return std::nullopt;
  std::string key(header.key_length, '\0');
  Entry entry{file, std::vector<std::int32_t>(header.tokens), header.predicted};
  if (!read(in, key.data(), key.size()) || key != key_ || !read(in, entry.ids.data(), entry.ids.size()))
    return std::nullopt;
  return entry;
}

void PrefixStore::find(const KvCache& cache) {
  if (std::exchange(found_, true)) return;
  std::error_code error;
  for (fs::directory_iterator file(folder_, error), end; !error && file != end; file.increment(error)) {
    if (file->path().extension() != kEnding) continue;
    if (auto entry = read_entry(file->path(), cache)) entries_.push_back(std::move(*entry));
  }
}

void PrefixStore::save(const KvCache& cache, std::size_t count) {
  if (count == 0 || count > cache.size()) return;
  find(cache);
  const auto ids = std::span(cache.tokens()).first(count);
  const auto holds = [&](const Entry& entry) { return common(ids, entry.ids) == ids.size(); };
  if (std::ranges::any_of(entries_, holds)) return;
  std::error_code error;
  fs::create_directories(folder_, error);
  fs::permissions(folder_, fs::perms::owner_all, error);
  Header header = header_of(cache, count, key_);
  header.predicted = std::min(cache.predicted(), count - 1);
  const std::size_t row = cache.row_size();
  if (file_size(header, row) > limit_) return;

  std::random_device random;
  const fs::path file = folder_ / (std::to_string(random()) + std::to_string(random()) + kEnding);
  const fs::path part = fs::path(file).replace_extension(kUnfinished);
  {
    std::ofstream out(part, std::ios::binary);
    out.write(reinterpret_cast<const char*>(&header), sizeof(Header));
    out.write(key_.data(), static_cast<std::streamsize>(key_.size()));
    out.write(reinterpret_cast<const char*>(ids.data()), static_cast<std::streamsize>(ids.size_bytes()));
    std::uint64_t sum = 0;
    std::vector<std::byte> rows(count * row);
    for (std::size_t layer = 0; layer < header.layers; ++layer) {
      cache.read_rows(layer, count, rows.data());
      out.write(reinterpret_cast<const char*>(rows.data()), static_cast<std::streamsize>(rows.size()));
      sum += sum_of(rows.data(), rows.size());
    }
    out.write(reinterpret_cast<const char*>(&sum), sizeof(sum));
    out.close();
    if (!out) {
      fs::remove(part, error);
      return;
    }
  }
  fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write, error);
  fs::rename(part, file, error);
  if (error) {
    fs::remove(part, error);
    return;
  }
  // What is a beginning of it serves nobody any more.
  std::erase_if(entries_, [&](const Entry& entry) {
    if (common(ids, entry.ids) != entry.ids.size()) return false;
    std::error_code ignored;
    fs::remove(entry.file, ignored);
    return true;
  });
  entries_.push_back({file, {ids.begin(), ids.end()}, header.predicted});
  trim();
}

bool PrefixStore::load(std::span<const std::int32_t> ids, std::size_t least, KvCache& cache) {
  find(cache);
  const auto length = [&](const Entry& entry) { return common(ids, entry.ids); };
  const auto best = std::ranges::max_element(entries_, {}, length);
  if (best == entries_.end()) return false;
  const std::size_t count = length(*best);
  if (count < cache.common_prefix(ids) + least) return false;
  const fs::path file = best->file;
  // It may have been replaced or removed since.
  const auto entry = read_entry(file, cache);
  const std::size_t row = cache.row_size();
  if (!entry || entry->ids != best->ids) {
    entries_.erase(best);
    return false;
  }
  std::ifstream in(file, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(sizeof(Header) + key_.size() + entry->ids.size() * sizeof(std::int32_t)));
  cache.truncate(0);
  std::uint64_t sum = 0;
  std::vector<std::byte> rows(entry->ids.size() * row);
  bool whole = true;
  for (std::size_t layer = 0; layer < cache.layers().size(); ++layer) {
    whole = whole && read(in, rows.data(), rows.size());
    if (!whole) break;
    cache.write_rows(layer, count, rows.data());
    sum += sum_of(rows.data(), count * row) + sum_of(rows.data() + count * row, rows.size() - count * row);
  }
  std::uint64_t written = 0;
  whole = whole && read(in, &written, 1) && written == sum;
  std::error_code error;
  if (!whole) {
    entries_.erase(best);
    fs::remove(file, error);
    return false;
  }
  cache.append(std::span(entry->ids).first(count));
  cache.set_predicted(std::min(entry->predicted, count - 1));
  fs::last_write_time(file, fs::file_time_type::clock::now(), error);
  return true;
}

void PrefixStore::clear() {
  clear_cache_folder(folder_);
  entries_.clear();
}

void PrefixStore::trim() const {
  struct File {
    fs::path path;
    fs::file_time_type used;
    std::uint64_t size;
  };
  std::vector<File> files;
  std::uint64_t total = 0;
  std::error_code error;
  for (fs::directory_iterator file(folder_, error), end; !error && file != end; file.increment(error)) {
    std::error_code gone;
    if (file->path().extension() != kEnding) continue;
    files.push_back({file->path(), file->last_write_time(gone), file->file_size(gone)});
    if (gone)
      files.pop_back();
    else
      total += files.back().size;
  }
  std::ranges::sort(files, {}, &File::used);
  for (const File& file : files) {
    if (total <= limit_) return;
    if (fs::remove(file.path, error)) total -= file.size;
  }
}

void clear_cache_folder(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator file(folder, error), end; !error && file != end; file.increment(error))
    if (file->path().extension() == kEnding || file->path().extension() == kUnfinished) files.push_back(file->path());
  for (const fs::path& file : files)
    fs::remove(file, error);
}

}  // namespace mingsi::engine
