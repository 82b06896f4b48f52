// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "engine/engine.h"

namespace mingsi::engine {
namespace {

namespace fs = std::filesystem;

std::shared_ptr<const Model> model() { return Model::open(ModelSource::from_file(MINGSI_GOLDEN_DIR "/v3.gguf")); }

/// A folder that goes with the test.
struct Folder {
  Folder() {
    std::string name = (fs::temp_directory_path() / "mingsi-kv-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  std::vector<fs::path> files() const {
    std::vector<fs::path> all;
    for (const auto& file : fs::directory_iterator(path))
      all.push_back(file.path());
    return all;
  }
  fs::path path;
};

std::vector<TokenId> prompt(TokenId first, std::size_t count = 200) {
  std::vector<TokenId> ids(count);
  for (std::size_t i = 0; i < count; ++i)
    ids[i] = static_cast<TokenId>((static_cast<std::size_t>(first) + 7 * i) % 90);
  return ids;
}

struct Answer {
  std::vector<TokenId> ids;
  std::size_t cached = 0;
};

Answer ask(Session& session, std::vector<TokenId> ids) {
  GenerationRequest request;
  request.prompt = std::move(ids);
  request.max_tokens = 8;
  request.sampler.temperature = 0;
  Answer answer;
  request.on_token = [&](const TokenEvent& event) {
    if (event.id >= 0) answer.ids.push_back(event.id);
  };
  answer.cached = session.generate(request).cached_tokens;
  return answer;
}

SessionOptions options(const Folder& folder, std::string key = "model") {
  SessionOptions options;
  options.cache_folder = folder.path / "kv";
  options.cache_key = std::move(key);
  options.context_length = 512;
  return options;
}

TEST(PrefixStore, ComesBackAfterAnotherSequence) {
  const Folder folder;
  const auto session = Session::open(model(), options(folder));
  const auto plain = Session::open(model(), {});
  const Answer first = ask(*session, prompt(1));
  EXPECT_EQ(first.cached, 0u);
  EXPECT_EQ(ask(*session, prompt(2)).cached, 0u);
  const Answer again = ask(*session, prompt(1));
  EXPECT_EQ(again.cached, 199u);
  EXPECT_EQ(again.ids, first.ids);
  EXPECT_EQ(again.ids, ask(*plain, prompt(1)).ids);
  // A longer one goes on from it, from the question's end as from the answer's.
  auto longer = prompt(1);
  longer.insert(longer.end(), again.ids.begin(), again.ids.end() - 1);
  longer.push_back(5);
  ask(*session, prompt(2));
  const Answer on = ask(*session, longer);
  EXPECT_EQ(on.cached, 207u);
  EXPECT_EQ(on.ids, ask(*plain, longer).ids);
}

TEST(PrefixStore, OutlivesTheSession) {
  const Folder folder;
  const Answer first = ask(*Session::open(model(), options(folder)), prompt(3));
  const Answer again = ask(*Session::open(model(), options(folder)), prompt(3));
  EXPECT_EQ(again.cached, 199u);
  EXPECT_EQ(again.ids, first.ids);
  // Another model finds nothing.
  EXPECT_EQ(ask(*Session::open(model(), options(folder, "other")), prompt(3)).cached, 0u);
  // Nobody else may read what was said.
  for (const auto& file : fs::directory_iterator(folder.path / "kv"))
    EXPECT_EQ(fs::status(file).permissions() & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
}

TEST(PrefixStore, ForgetsWhatItIsToForget) {
  const Folder folder;
  {
    const auto session = Session::open(model(), options(folder));
    ask(*session, prompt(1));
    ask(*session, prompt(2));
    EXPECT_FALSE(fs::is_empty(folder.path / "kv"));
    session->forget();
    EXPECT_EQ(session->context_used(), 0u);
    EXPECT_TRUE(fs::is_empty(folder.path / "kv"));
    EXPECT_EQ(ask(*session, prompt(1)).cached, 0u);
    session->forget();
  }
  EXPECT_TRUE(fs::is_empty(folder.path / "kv"));
}

TEST(PrefixStore, ShortPromptsAreNotKept) {
  const Folder folder;
  ask(*Session::open(model(), options(folder)), prompt(3, 60));
  EXPECT_FALSE(fs::exists(folder.path / "kv"));
}

TEST(PrefixStore, BeginningsAreReplaced) {
  const Folder folder;
  {
    const auto session = Session::open(model(), options(folder));
    ask(*session, prompt(1));
    ask(*session, prompt(2));
    ask(*session, prompt(1, 240));
    ask(*session, prompt(2));
  }
  std::size_t files = 0;
  for (const auto& file : fs::directory_iterator(folder.path / "kv"))
    files += file.is_regular_file() ? 1 : 0;
  // The answer behind the first prompt parts from the longer one: it stays; of each sequence there is one file else.
  EXPECT_LE(files, 3u);
}

TEST(PrefixStore, TheFolderIsBounded) {
  const Folder folder;
  auto bounded = options(folder);
  bounded.cache_limit_bytes = 300'000;
  const auto session = Session::open(model(), bounded);
  for (TokenId i = 0; i < 12; ++i)
    ask(*session, prompt(i));
  std::uint64_t total = 0;
  for (const auto& file : fs::directory_iterator(folder.path / "kv"))
    total += file.file_size();
  EXPECT_GT(total, 0u);
  EXPECT_LE(total, 300'000u);
}

// Whatever stands in a file, nothing breaks, and the answer is that of a whole computation.
TEST(PrefixStore, DamagedFilesAreNotUsed) {
  const Folder folder;
  const Answer first = ask(*Session::open(model(), options(folder)), prompt(4));
  const fs::path file = fs::directory_iterator(folder.path / "kv")->path();
  std::ifstream in(file, std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(in)), {});
  for (std::size_t at = 0; at < whole.size(); at += at < 120 ? 3 : whole.size() / 50) {
    for (const bool cut : {true, false}) {
      std::string bad = cut ? whole.substr(0, at) : whole;
      if (!cut) bad[at] = static_cast<char>(bad[at] ^ 0x41);
      fs::remove_all(folder.path / "kv");
      fs::create_directories(folder.path / "kv");
      std::ofstream(file, std::ios::binary) << bad;
      const Answer again = ask(*Session::open(model(), options(folder)), prompt(4));
      ASSERT_EQ(again.ids, first.ids) << at << ' ' << cut;
      // A changed id only shortens what fits.
      if (cut) {
        ASSERT_EQ(again.cached, 0u);
      }
    }
  }
}

TEST(PrefixStore, AFolderThatCannotBeWrittenCostsNothing) {
  SessionOptions nowhere;
  nowhere.cache_folder = "/proc/nowhere/kv";
  nowhere.cache_key = "model";
  const auto session = Session::open(model(), nowhere);
  const Answer first = ask(*session, prompt(1));
  ask(*session, prompt(2));
  EXPECT_EQ(ask(*session, prompt(1)).ids, first.ids);
}

}  // namespace
}  // namespace mingsi::engine
