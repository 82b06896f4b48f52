// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_backend.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <exception>
#include <map>
#include <utility>
#include <vector>

#include "engine/backend/cpu/cpu_backend.h"
#include "engine/backend/cuda/cuda_devices.h"
#include "engine/backend/cuda/cuda_graph.h"
#include "engine/backend/cuda/cuda_memory.h"
#include "engine/backend/cuda/cuda_weights.h"
#include "engine/backend/cuda/kernels.h"
#include "engine/base/error.h"
#include "engine/tensor/codes.h"

namespace mingsi::engine {
namespace {

using namespace cuda;

// Passes of more tokens are worth no graph: their kernels run longer than it takes to launch them.
constexpr std::size_t kGraphTokens = 32;
constexpr std::size_t kMostGraphs = 64;
constexpr std::size_t kRoundedTile = 64;  // columns
// What the driver, the scratch memory and the graphs may need beside weights and caches.
constexpr std::uint64_t kHeadroom = std::uint64_t{512} << 20;

/// What goes on in a pass, for its replay: choices of experts that are told, and experts that the host computes.
struct HostExperts {
  CpuBackend* cpu;
  std::span<const FeedForward> experts;
  std::size_t tokens, hidden, top_k;
  float *x, *weight, *out;
  std::int32_t* expert;

  std::exception_ptr failure = nullptr;  ///< nothing may be thrown through the driver

  static void run(void* data) {
    auto& self = *static_cast<HostExperts*>(data);
    std::fill_n(self.out, self.tokens * self.hidden, 0.0f);
    try {
      self.cpu->experts(self.experts, ConstMatrix(self.x, self.tokens, self.hidden),
                        {self.tokens, self.top_k, self.expert, self.weight},
                        Matrix(self.out, self.tokens, self.hidden));
    } catch (...) {
      self.failure = std::current_exception();
    }
  }
};
struct Told {
  GrowingDeviceMemory device;
  GrowingPinnedMemory host;
};

/// The parts of BestTokens one behind the other.
struct BestParts {
  BestParts(float* memory, std::size_t rows)
      : ids(reinterpret_cast<std::int32_t*>(memory)),
        logits(memory + rows * BestTokens::kCount),
        weights(logits + rows * BestTokens::kCount) {}
  std::int32_t* ids;
  float *logits, *weights;
};

class CudaBackend final : public Backend {
 public:
  CudaBackend(const CudaOptions& options, std::string device_name)
      : options_(options),
        device_name_(std::move(device_name)),
        stream_(options.device),
        memory_(stream_),
        latent_type_(options.exact ? DType::F32 : DType::F16),
        weights_(memory_, stream_, latent_type_) {
    check(cudaDeviceGetAttribute(&processors_, cudaDevAttrMultiProcessorCount, options.device), "properties");
    check(cudaDeviceGetAttribute(&shared_limit_, cudaDevAttrMaxSharedMemoryPerBlockOptin, options.device),
          "properties");
    set_overlap(can_overlap() && !options.plain);
  }

  std::string name() const override { return "cuda (" + device_name_ + ")" + placement_text_; }
  Memory& memory() override { return memory_; }
  void load(const std::function<void(WeightSink&)>& tell) override;
  void run(const Pass& pass, const std::function<void(const Pass&)>& body) override;

  void read_logits(std::size_t row, std::span<float> out) override;

  void embed(const Weight& table, std::span<const std::int32_t> ids, Matrix out) override {
    cuda::embed(weights_.find(table), ids.data(), out, stream_);
    changed(out);
  }
  void rms_norm(ConstMatrix x, std::span<const float> gain, float eps, Matrix out) override {
    // Nothing is added to x, so that nothing of it changes.
    norm({}, Matrix(const_cast<float*>(x.data), x.rows, x.columns, x.stride), gain, eps, out);
  }
  void add_rms_norm(ConstMatrix y, Matrix x, std::span<const float> gain, float eps, Matrix out) override {
    norm(y, x, gain, eps, out);
    changed(x);
  }
  void gated_linear(const Weight& gate, const Weight& up, ConstMatrix x, Matrix out) override;
  void linear(const Weight& w, ConstMatrix x, Matrix y) override {
    multiply(weights_.find(w), x, y, {});
    changed(y);
  }
  void add_bias(std::span<const float> bias, Matrix x) override {
    cuda::add_bias(weights_.find(bias), x, stream_);
    changed(x);
  }
  void rope(Matrix x, std::size_t heads, std::size_t head_stride, const RopeTable& table) override {
    cuda::rope(x, heads, head_stride, table, stream_);
    changed(x);
  }
  void store(ConstMatrix left, ConstMatrix right, LayerCache cache, Position at) override {
    cuda::store(left, right, cache, position(at), stream_);
  }
  void grouped_attention(const GroupedAttention& a, ConstMatrix q, LayerCache cache, Position at, Matrix out) override;
  void latent_attention(const LatentAttention& a, ConstMatrix q, LayerCache cache, Position at, Matrix out) override;
  void route(const RouterRule& rule, ConstMatrix logits, std::span<const float> bias, ExpertChoice out) override;
  void experts(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& choice, Matrix out) override;
  void swiglu(ConstMatrix gate, ConstMatrix up, Matrix out) override {
    cuda::swiglu(gate, up, out, stream_);
    changed(out);
  }
  void add(ConstMatrix y, Matrix x) override {
    cuda::add(y, x, stream_);
    changed(x);
  }
  void clear(Matrix x) override {
    cuda::clear(x, stream_);
    changed(x);
  }

 private:
  /// What a pass leaves behind so that it can be replayed and its choices told.
  struct Record {
    Graph graph;
    std::deque<HostExperts> host_experts;
    std::vector<std::size_t> rows, top_k;  ///< of the choices that are told
    bool ran = false;
    bool graphless = false;  ///< it could not be recorded
  };

  /// The input of a pass in one piece: copied into pinned memory, and from there to the device.
  Pass stage(const Pass& pass);
  std::vector<std::size_t> key_of(const Pass& pass) const;
  void execute(const Pass& pass, const std::function<void(const Pass&)>& body, Record& record, const BestParts* best);
  void tell_choices(const Record& record);
  static void forget(Record& record) {
    record.rows.clear();
    record.top_k.clear();
    record.host_experts.clear();
  }

  void norm(ConstMatrix y, Matrix x, std::span<const float> gain, float eps, Matrix out);
  bool coded(const DeviceWeight& w) const { return !options_.exact && code_traits(w.type) != nullptr; }
  /// Whether a kernel for few tokens computes gate and up together.
  bool gates_together(const DeviceWeight& gate, const DeviceWeight& up) const {
    return gate.type == up.type && (coded(gate) || code_traits(gate.type) == nullptr);
  }
  /// y = x · wᵀ, for all parts of a batch.
  void multiply(const DeviceWeight& w, ConstMatrix x, Matrix y, const Batch& batch);
  void experts_of_few(const Weights::LayerExperts& layer, ConstMatrix x, const DeviceChoice& choice, Matrix out);
  void experts_of_many(const Weights::LayerExperts& layer, ConstMatrix x, const DeviceChoice& choice, Matrix out);
  void experts_on_host(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& choice, Matrix out);
  void attend(const Scan& what, Matrix out);

  /// Rounded copies of the last input, which several matrices are multiplied with.
  CodedActivations code(ConstMatrix x);
  CodeTarget code_target(ConstMatrix x);
  RoundedActivations round(ConstMatrix x, const Batch& batch);
  void changed(ConstMatrix x) {
    if (x.data == coded_.source) coded_.source = nullptr;
    if (x.data == rounded_.source) rounded_.source = nullptr;
  }

  DevicePosition position(Position at) const {
    const bool staged = positions_ && at.slice != Position::kNoSlice;
    return {staged ? positions_ + at.slice : nullptr, static_cast<std::int32_t>(at.first)};
  }

  CudaOptions options_;
  std::string device_name_, placement_text_;
  Stream stream_;
  int processors_ = 1, shared_limit_ = 0;
  DeviceMemory memory_;
  DType latent_type_;
  Weights weights_;
  std::unique_ptr<CpuBackend> cpu_;  ///< for the experts of some layers

  GrowingPinnedMemory staging_, results_;
  GrowingDeviceMemory input_, logits_;
  const std::int32_t* positions_ = nullptr;  ///< of the slices of the pass that is run
  const float* temperatures_ = nullptr;      ///< of its rows of logits, where the best are wanted
  ConstMatrix last_logits_;                  ///< of the last pass, until the next, in logits_

  struct Rounded {
    const float* source = nullptr;
    std::size_t rows = 0, columns = 0;
    GrowingDeviceMemory memory;
  };
  Rounded coded_, rounded_;
  GrowingDeviceMemory scanned_, experts_memory_;
  std::size_t moves_ = 0;  ///< how often memory has moved that graphs point at

  std::map<std::vector<std::size_t>, Record> records_;
  std::size_t records_epoch_ = 0, records_moves_ = 0;
  Record* recording_ = nullptr;
  std::deque<Told> told_;  ///< in the order of a pass
  std::deque<GrowingPinnedMemory> host_memory_;
};

void CudaBackend::load(const std::function<void(WeightSink&)>& tell) {
  stream_.use();
  std::size_t free = 0, total = 0;
  check(cudaMemGetInfo(&free, &total), "memory");
  std::uint64_t room = free;
  if (options_.memory_limit > 0) room = std::min(room, options_.memory_limit);
  const std::uint64_t other = options_.reserved + std::min<std::uint64_t>(kHeadroom, room / 8);
  room = room > other ? room - other : 0;
  Placement placement = plan_placement(tell, latent_type_, room);
  while (true)
    try {
      weights_.load(tell, placement);
      break;
    } catch (const Error& error) {
      // Others use the memory too: with the experts of fewer layers, then.
      if (error.code() != ErrorCode::OutOfMemory || placement.device_layers == 0) throw;
      placement = plan_placement(tell, latent_type_, placement.device_bytes - 1);
    }
  placement.free_bytes = room;
  placement_text_ = ", " + placement.describe();
  if (placement.host_bytes > 0)
    cpu_ = std::make_unique<CpuBackend>(options_.threads, detect_cpu_level(),
                                        options_.exact ? CpuBackend::Precision::Exact : CpuBackend::Precision::Coded);
}

Pass CudaBackend::stage(const Pass& pass) {
  std::size_t size = 0;
  const auto reserve = [&size](std::size_t values) {
    const std::size_t at = size;
    size += (values * sizeof(float) + 255) / 256 * 256;
    return at;
  };
  const std::size_t pairs = pass.rope.dimensions / 2;
  const std::size_t ids = reserve(pass.ids.size()), positions = reserve(pass.slices.size());
  const std::size_t cos = reserve(pass.rope.cos.rows * pairs), sin = reserve(pass.rope.sin.rows * pairs);
  const std::size_t given = reserve(pass.given.rows * pass.given.columns);
  const std::span<const float> rows = pass.best ? pass.best->temperatures() : std::span<const float>();
  const std::size_t temperatures = reserve(rows.size());
  staging_.reserve(size, moves_);
  input_.reserve(size, moves_);

  const auto put = [this](std::size_t at, const auto* values, std::size_t count) {
    if (count > 0) std::memcpy(staging_.data() + at, values, count * sizeof(*values));
  };
  const auto put_rows = [&](std::size_t at, ConstMatrix m) {
    for (std::size_t row = 0; row < m.rows; ++row)
      put(at + row * m.columns * sizeof(float), m.row(row), m.columns);
  };
  put(ids, pass.ids.data(), pass.ids.size());
  std::vector<std::int32_t> firsts;
  for (const SequenceSlice& slice : pass.slices)
    firsts.push_back(static_cast<std::int32_t>(slice.first));
  put(positions, firsts.data(), firsts.size());
  put_rows(cos, pass.rope.cos);
  put_rows(sin, pass.rope.sin);
  put_rows(given, pass.given);
  put(temperatures, rows.data(), rows.size());
  check(cudaMemcpyAsync(input_.data(), staging_.data(), size, cudaMemcpyHostToDevice, stream_), "input");

  const auto matrix = [this](std::size_t at, ConstMatrix m) {
    return ConstMatrix(reinterpret_cast<const float*>(input_.data() + at), m.rows, m.columns);
  };
  positions_ = reinterpret_cast<const std::int32_t*>(input_.data() + positions);
  temperatures_ = reinterpret_cast<const float*>(input_.data() + temperatures);
  Pass staged = pass;
  staged.ids = {reinterpret_cast<const std::int32_t*>(input_.data() + ids), pass.ids.size()};
  staged.rope.cos = matrix(cos, pass.rope.cos);
  staged.rope.sin = matrix(sin, pass.rope.sin);
  staged.given = matrix(given, pass.given);
  return staged;
}

std::vector<std::size_t> CudaBackend::key_of(const Pass& pass) const {
  const auto number = [](const void* pointer) { return reinterpret_cast<std::size_t>(pointer); };
  std::vector<std::size_t> key{number(pass.of), pass.ids.size(), pass.logits.rows, pass.states.rows,
                               on_route ? 1u : 0u};
  for (const SequenceSlice& slice : pass.slices) {
    key.push_back(number(slice.caches.front().data));
    key.push_back(slice.count);
    key.push_back(slice.wanted);
  }
  return key;
}

void CudaBackend::run(const Pass& host, const std::function<void(const Pass&)>& body) {
  stream_.use();
  const bool best_only = host.best && host.logits.rows > 0;
  const auto bytes = [](const Matrix& m) { return m.rows * m.columns * sizeof(float); };
  const std::size_t found = best_only ? host.logits.rows * (2 * BestTokens::kCount + 2) : 0;
  results_.reserve(std::max(bytes(host.logits), found * sizeof(float)) + bytes(host.states), moves_);
  logits_.reserve(bytes(host.logits), moves_);
  Pass pass = stage(host);
  const Buffer states(memory_, host.states.rows, host.states.columns);
  const Buffer best(memory_, 1, found);
  pass.logits = Matrix(reinterpret_cast<float*>(logits_.data()), host.logits.rows, host.logits.columns);
  pass.states = states.matrix;
  if (memory_.epoch() != records_epoch_ || moves_ != records_moves_ || records_.size() > kMostGraphs) {
    records_.clear();
    records_epoch_ = memory_.epoch();
    records_moves_ = moves_;
  }

  Record once;
  Record& record = host.ids.size() <= kGraphTokens ? records_[key_of(host)] : once;
  const BestParts parts(best.matrix.data, host.logits.rows);
  execute(pass, body, record, best_only ? &parts : nullptr);
  last_logits_ = pass.logits;

  std::byte* out = results_.data();
  const auto fetch = [&](const Matrix& from) {
    if (bytes(from) == 0) return;
    check(cudaMemcpyAsync(out, from.data, bytes(from), cudaMemcpyDeviceToHost, stream_), "results");
    out += bytes(from);
  };
  fetch(best_only ? best.matrix : pass.logits);
  fetch(pass.states);
  for (std::size_t i = 0; i < record.rows.size(); ++i)
    check(cudaMemcpyAsync(told_[i].host.data(), told_[i].device.data(),
                          record.rows[i] * record.top_k[i] * sizeof(std::int32_t), cudaMemcpyDeviceToHost, stream_),
          "choices");
  stream_.wait();
  const std::byte* from = results_.data();
  if (best_only) {
    const BestParts there(reinterpret_cast<float*>(results_.data()), host.logits.rows);
    host.best->set(there.ids, there.logits, there.weights);
    from += bytes(best.matrix);
  }
  for (const Matrix& to : {best_only ? Matrix() : host.logits, host.states}) {
    for (std::size_t row = 0; row < to.rows; ++row, from += to.columns * sizeof(float))
      std::memcpy(to.row(row), from, to.columns * sizeof(float));
  }
  for (HostExperts& work : record.host_experts)
    if (const auto failure = std::exchange(work.failure, nullptr)) std::rethrow_exception(failure);
  tell_choices(record);
}

void CudaBackend::read_logits(std::size_t row, std::span<float> out) {
  memory_.read(reinterpret_cast<const std::byte*>(last_logits_.row(row)), out.size_bytes(),
               reinterpret_cast<std::byte*>(out.data()));
}

void CudaBackend::execute(const Pass& pass, const std::function<void(const Pass&)>& body, Record& record,
                          const BestParts* best) {
  struct Leave {
    CudaBackend& self;
    const int failures = std::uncaught_exceptions();
    ~Leave() {
      // What was enqueued uses memory of the record and of the pass.
      if (std::uncaught_exceptions() > failures) cudaStreamSynchronize(self.stream_);
      self.recording_ = nullptr;
      self.coded_.source = self.rounded_.source = nullptr;
    }
  } leave{*this};
  coded_.source = rounded_.source = nullptr;
  if (record.graph) {
    record.graph.launch(stream_);
    return;
  }
  // The first time all memory grows to what it takes; the second time that is known and can be remembered.
  forget(record);
  recording_ = &record;
  const auto enqueue = [&] {
    body(pass);
    if (best) find_best(pass.logits, temperatures_, best->ids, best->logits, best->weights, stream_);
  };
  if (record.ran && !record.graphless && !options_.plain) {
    try {
      record.graph = Graph::capture(stream_, enqueue);
      record.graph.launch(stream_);
      return;
    } catch (const Error&) {
      // A lost device fails below again.
      record.graphless = true;
      forget(record);
    }
  }
  enqueue();
  record.ran = true;
}

void CudaBackend::tell_choices(const Record& record) {
  for (std::size_t i = 0; on_route && i < record.rows.size(); ++i) {
    const auto count = record.rows[i] * record.top_k[i];
    std::vector<float> weights(count);
    on_route({record.rows[i], record.top_k[i], reinterpret_cast<std::int32_t*>(told_[i].host.data()), weights.data()});
  }
}

CodeTarget CudaBackend::code_target(ConstMatrix x) {
  const std::size_t values = x.rows * x.columns, codes = (values + 255) / 256 * 256;
  coded_.memory.reserve(codes + values / 32 * 3 * sizeof(float), moves_);
  std::byte* const memory = coded_.memory.data();
  auto* const scales = reinterpret_cast<float*>(memory + codes);
  coded_.source = x.data;
  coded_.rows = x.rows;
  coded_.columns = x.columns;
  return {reinterpret_cast<std::int8_t*>(memory), scales, scales + values / 32};
}

CodedActivations CudaBackend::code(ConstMatrix x) {
  const bool known = coded_.source == x.data && coded_.rows == x.rows && coded_.columns == x.columns;
  const CodeTarget target = code_target(x);
  if (!known) cuda::code(x, target, stream_);
  return {target.codes, target.scales, target.sums, x.rows, x.columns};
}

RoundedActivations CudaBackend::round(ConstMatrix x, const Batch& batch) {
  const std::size_t stride = (x.columns + kRoundedTile - 1) / kRoundedTile * kRoundedTile;
  rounded_.memory.reserve(batch.count * x.rows * stride * sizeof(std::uint16_t), moves_);
  auto* const values = reinterpret_cast<std::uint16_t*>(rounded_.memory.data());
  const bool known =
      batch.count == 1 && rounded_.source == x.data && rounded_.rows == x.rows && rounded_.columns == x.columns;
  if (!known) {
    cuda::round(x, batch, values, stride, stream_);
    rounded_.source = batch.count == 1 ? x.data : nullptr;
    rounded_.rows = x.rows;
    rounded_.columns = x.columns;
  }
  return {values, x.rows, stride};
}

void CudaBackend::multiply(const DeviceWeight& w, ConstMatrix x, Matrix y, const Batch& batch) {
  // Float32 weights are those that no file has in less, such as the router: nothing of them is rounded.
  if (x.rows > kFew && !options_.exact && w.type != DType::F32) {
    multiply_many(w, round(x, batch), y, batch, stream_);
    return;
  }
  for (std::size_t t = 0; t < x.rows; t += kFew) {
    const std::size_t count = std::min(kFew, x.rows - t);
    if (coded(w) && batch.count == 1)
      multiply_few(w, code(x), y, stream_);
    else
      multiply_few(w, x.slice(t, count), y.slice(t, count), batch, stream_);
  }
}

void CudaBackend::norm(ConstMatrix y, Matrix x, std::span<const float> gain, float eps, Matrix out) {
  changed(out);
  // What is normed is multiplied next.
  const bool coded = !options_.exact && out.rows <= kFew && out.columns % 32 == 0;
  cuda::add_rms_norm(y, x, weights_.find(gain), eps, out, coded ? code_target(out) : CodeTarget{}, stream_);
}

void CudaBackend::gated_linear(const Weight& gate, const Weight& up, ConstMatrix x, Matrix out) {
  const DeviceWeight g = weights_.find(gate), u = weights_.find(up);
  if (x.rows > kFew || !gates_together(g, u)) return Backend::gated_linear(gate, up, x, out);
  if (coded(g))
    gated_few(g, u, code(x), out, stream_);
  else
    gated_few(g, u, x, out, stream_);
  changed(out);
}

void CudaBackend::attend(const Scan& what, Matrix out) {
  if (!can_scan(what, options_.exact, static_cast<std::size_t>(shared_limit_)))
    throw Error(ErrorCode::UnsupportedArchitecture,
                "the heads of this model are too wide for this GPU; use --device cpu");
  const std::size_t splits = scan_splits(what, processors_);
  scanned_.reserve(scan_scratch(what, splits) * sizeof(float), moves_);
  scan(what, splits, options_.exact, static_cast<std::size_t>(shared_limit_), reinterpret_cast<float*>(scanned_.data()),
       out, stream_);
  changed(out);
}

void CudaBackend::grouped_attention(const GroupedAttention& a, ConstMatrix q, LayerCache cache, Position at,
                                    Matrix out) {
  Scan what;
  what.q = q;
  what.kv_heads = a.kv_heads;
  what.group = a.heads / a.kv_heads;
  what.key_width = what.key_step = what.value_width = what.value_step = a.head_dim;
  what.value_offset = a.kv_heads * a.head_dim;
  what.scale = a.scale;
  what.cache = cache;
  what.position = position(at);
  attend(what, out);
}

void CudaBackend::latent_attention(const LatentAttention& a, ConstMatrix q, LayerCache cache, Position at, Matrix out) {
  const LatentWeights& weights = weights_.find(a);
  const std::size_t width = a.latent_dim + a.rope_dim, head = a.nope_dim + a.rope_dim;
  const Buffer queries(memory_, q.rows, a.heads * width), sums(memory_, q.rows, a.heads * a.latent_dim);
  const Matrix absorbed = queries.matrix;
  multiply(weights.key, q.block(0, a.nope_dim), absorbed.block(0, a.latent_dim), {a.heads, a.latent_dim, head, width});
  copy(q.block(a.nope_dim, a.rope_dim), absorbed.block(a.latent_dim, a.rope_dim), {a.heads, 0, head, width}, stream_);
  Scan what;
  what.q = absorbed;
  what.group = a.heads;
  what.key_width = width;
  what.value_width = a.latent_dim;
  what.scale = a.scale;
  what.cache = cache;
  what.position = position(at);
  attend(what, sums.matrix);
  multiply(weights.value, sums.matrix.block(0, a.latent_dim), out.block(0, a.value_dim),
           {a.heads, a.value_dim, a.latent_dim, a.value_dim});
  changed(out);
}

void CudaBackend::route(const RouterRule& rule, ConstMatrix logits, std::span<const float> bias, ExpertChoice out) {
  cuda::route(rule, logits, weights_.find(bias), out.expert, out.weight, stream_);
  if (!on_route || !recording_) return;
  const std::size_t i = recording_->rows.size(), bytes = out.rows * out.top_k * sizeof(std::int32_t);
  if (told_.size() <= i) told_.emplace_back();
  told_[i].host.reserve(bytes, moves_);
  told_[i].device.reserve(bytes, moves_);
  check(cudaMemcpyAsync(told_[i].device.data(), out.expert, bytes, cudaMemcpyDeviceToDevice, stream_), "choices");
  recording_->rows.push_back(out.rows);
  recording_->top_k.push_back(out.top_k);
}

void CudaBackend::experts_of_few(const Weights::LayerExperts& layer, ConstMatrix x, const DeviceChoice& choice,
                                 Matrix out) {
  const Buffer inner(memory_, choice.slots(), layer.gate.shape.rows);
  const Matrix gate = inner.matrix;
  if (!gates_together(layer.gate.shape, layer.up.shape)) {
    const Buffer up(memory_, choice.slots(), gate.columns);
    multiply_experts_few(layer.gate, choice, x, choice.top_k, gate, stream_);
    multiply_experts_few(layer.up, choice, x, choice.top_k, up.matrix, stream_);
    swiglu(gate, up.matrix, gate);
  } else if (coded(layer.gate.shape)) {
    gated_experts_few(layer.gate, layer.up, choice, code(x), gate, stream_);
  } else {
    gated_experts_few(layer.gate, layer.up, choice, x, gate, stream_);
  }
  changed(gate);
  if (coded(layer.down.shape)) return down_experts_few(layer.down, choice, code(gate), out, stream_);
  if (!code_traits(layer.down.shape.type)) return down_experts_few(layer.down, choice, gate, out, stream_);
  const Buffer results(memory_, choice.slots(), x.columns);
  multiply_experts_few(layer.down, choice, gate, 1, results.matrix, stream_);
  combine(choice, results.matrix, out, stream_);
}

void CudaBackend::experts_of_many(const Weights::LayerExperts& layer, ConstMatrix x, const DeviceChoice& choice,
                                  Matrix out) {
  const std::size_t inner = layer.gate.shape.rows, slots = choice.slots(), experts = layer.gate.count;
  const Buffer gate(memory_, slots, inner), up(memory_, slots, inner), results(memory_, slots, x.columns);
  const Scratch<std::int32_t> starts(memory_, experts + 1), order(memory_, slots);
  order_experts(choice, experts, starts.data(), order.data(), stream_);
  const ExpertOrder sorted{starts.data(), order.data()};
  const RoundedActivations in = round(x, {});
  multiply_experts_many(layer.gate, sorted, choice.rows, in, choice.top_k, gate.matrix, stream_);
  multiply_experts_many(layer.up, sorted, choice.rows, in, choice.top_k, up.matrix, stream_);
  swiglu(gate.matrix, up.matrix, gate.matrix);
  multiply_experts_many(layer.down, sorted, choice.rows, round(gate.matrix, {}), 1, results.matrix, stream_);
  combine(choice, results.matrix, out, stream_);
}

void CudaBackend::experts(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& chosen, Matrix out) {
  const Weights::LayerExperts* layer = weights_.find(experts);
  if (!layer) return experts_on_host(experts, x, chosen, out);
  const DeviceChoice choice{chosen.rows, chosen.top_k, chosen.expert, chosen.weight};
  if (choice.rows > kFew && !options_.exact)
    experts_of_many(*layer, x, choice, out);
  else
    experts_of_few(*layer, x, choice, out);
  changed(out);
}

void CudaBackend::experts_on_host(std::span<const FeedForward> experts, ConstMatrix x, const ExpertChoice& choice,
                                  Matrix out) {
  const std::size_t values = x.rows * x.columns, slots = choice.rows * choice.top_k;
  const std::size_t number = recording_->host_experts.size();
  if (host_memory_.size() <= number) host_memory_.emplace_back();
  host_memory_[number].reserve((2 * values + 2 * slots) * sizeof(float), moves_);
  auto* const memory = reinterpret_cast<float*>(host_memory_[number].data());
  recording_->host_experts.push_back({cpu_.get(), experts, x.rows, x.columns, choice.top_k, memory, memory + 2 * values,
                                      memory + values, reinterpret_cast<std::int32_t*>(memory + 2 * values + slots)});
  HostExperts& work = recording_->host_experts.back();
  const Buffer results(memory_, x.rows, x.columns);
  const auto copy = [this](void* to, const void* from, std::size_t count, cudaMemcpyKind kind) {
    check(cudaMemcpyAsync(to, from, count * sizeof(float), kind, stream_), "experts of the host");
  };
  copy(work.x, x.data, values, cudaMemcpyDeviceToHost);
  copy(work.expert, choice.expert, slots, cudaMemcpyDeviceToHost);
  copy(work.weight, choice.weight, slots, cudaMemcpyDeviceToHost);
  check(cudaLaunchHostFunc(stream_, &HostExperts::run, &work), "experts of the host");
  copy(results.matrix.data, work.out, values, cudaMemcpyHostToDevice);
  add(results.matrix, out);
}

}  // namespace

std::unique_ptr<Backend> make_cuda_backend(const CudaOptions& options) {
  const auto devices = cuda_devices();
  if (static_cast<std::size_t>(options.device) >= devices.size())
    throw Error(ErrorCode::DeviceUnavailable, "there is no NVIDIA GPU with a driver; use --device cpu");
  CudaOptions chosen = options;
  // For looking for faults: everything is launched by itself, and after what comes before it.
  if (const char* plain = std::getenv("MINGSI_CUDA_PLAIN"); plain && *plain != '0') chosen.plain = true;
  return std::make_unique<CudaBackend>(chosen, devices[static_cast<std::size_t>(options.device)].name);
}

}  // namespace mingsi::engine
