// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target without libFuzzer: over every file of a folder, and over variations of each that are the same in
// every run.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size);

namespace {

void run(const std::string& input) {
  // A copy of exactly this size, so that a sanitizer sees any step beyond it.
  const std::vector<unsigned char> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

std::string vary(std::string text, const std::string& other, std::mt19937& random) {
  const auto place = [&](std::size_t size) { return size == 0 ? 0 : random() % size; };
  for (unsigned i = 0, count = 1 + random() % 4; i < count; ++i) {
    switch (random() % 6) {
      case 0:
        if (!text.empty()) text[place(text.size())] = static_cast<char>(random());
        break;
      case 1: text.resize(place(text.size() + 1)); break;
      case 2: text.erase(place(text.size() + 1), 1 + random() % 16); break;
      case 3: text.insert(place(text.size() + 1), other.substr(place(other.size() + 1), 1 + random() % 32)); break;
      case 4: text.insert(place(text.size() + 1), text.substr(place(text.size() + 1), 1 + random() % 64)); break;
      case 5:
        if (!text.empty()) text[place(text.size())] ^= static_cast<char>(1 << random() % 8);
        break;
    }
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("usage: REPLAY FOLDER VARIATIONS\n", stderr), 2;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1]))
    files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<std::string> inputs;
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    run(inputs.back());
  }
  if (inputs.empty()) return std::fputs("the folder is empty\n", stderr), 1;
  std::mt19937 random(1);
  const int variations = std::atoi(argv[2]);
  for (int i = 0; i < variations; ++i) {
    const auto& input = inputs[random() % inputs.size()];
    run(vary(input, inputs[random() % inputs.size()], random));
  }
  std::printf("%zu files and %d variations\n", inputs.size(), variations);
  return 0;
}
