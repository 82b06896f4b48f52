// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mingsi::engine::cuda {

/// Which experts of each layer lie in the places of a cache on the device, and which should, by measured use. Pure
/// bookkeeping: who moves the experts is told what to move.
///
/// Experts come because they were used, not because they are guessed to be used next. Guessing the next layer's and
/// fetching them while this one is computed does not pay over PCIe, however good the guess: an expert of V2-Lite at 4.5
/// bits is 4.9 MB, 0.2 ms at the 25 GB/s of PCIe 4.0 x16, and one of V3 25 MB, 1 ms, while all that the GPU does in
/// such a layer takes about 0.1 and 0.3 ms. The host, which reads its memory at 50 GB/s and more, has computed the
/// expert where it lies before it has arrived; and both read the same memory, so that a fetch slows the host down. What
/// moves must be used often enough to be worth it, which is what kWorth says.
class ExpertCachePolicy {
 public:
  /// A choice counts for about so many tokens: the weight of what was seen falls to 1/e in them.
  static constexpr float kMemory = 256;
  /// So many more uses within kMemory tokens make an expert worth the place of another. To move an expert is to read
  /// it, write it to pinned memory and copy it over PCIe, about ten times as long as the host takes to compute with it
  /// once; and a difference of 16 is well beyond chance (an even choice of 8 among 256 gives 8 ± 3 uses).
  static constexpr float kWorth = 16;

  struct Move {
    std::size_t layer;
    std::int32_t place, expert;
    bool operator==(const Move&) const = default;
  };

  /// A layer of so many experts of so many bytes each, of which the first `places` lie in the cache. Returns its
  /// number: they count from 0.
  std::size_t add_layer(std::size_t experts, std::size_t places, std::uint64_t expert_bytes);

  /// Counts what `tokens` tokens chose in a layer, −1 for none, experts that lie in the cache included.
  void seen(std::size_t layer, std::span<const std::int32_t> chosen, std::size_t tokens);

  /// What is worth moving, what gains most first: as much as fits in `most_bytes`, but one expert however large. From
  /// here on the experts count as moved.
  std::vector<Move> refill(std::uint64_t most_bytes);

  /// [experts] → the place of each, −1 for those outside. It stays where it is.
  std::span<const std::int32_t> places(std::size_t layer) const { return layers_[layer].places; }

 private:
  struct Layer {
    std::vector<float> uses;             ///< [experts], decayed
    std::vector<std::int32_t> places;    ///< [experts]
    std::vector<std::int32_t> occupant;  ///< [places]
    std::uint64_t expert_bytes;
  };
  /// The busiest expert outside, where the least busy one lies; `gain` is how many more uses it has.
  struct Candidate {
    Move move;
    float gain;
  };
  Candidate best_of(std::size_t layer) const;

  std::vector<Layer> layers_;
};

}  // namespace mingsi::engine::cuda
