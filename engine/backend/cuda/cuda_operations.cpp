// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine/backend/cuda/cuda_backend_impl.h"
#include "engine/base/error.h"

namespace mingsi::engine::cuda {

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
  constexpr std::size_t kRoundedTile = 64;  // columns
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
  if (coded(w) && batch.count == 1) {
    multiply_few(w, code(x), y, stream_);
    return;
  }
  for (std::size_t t = 0; t < x.rows; t += kFew) {
    const std::size_t count = std::min(kFew, x.rows - t);
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
                "the heads of this model are too wide for this GPU; the processor can compute with them");
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

}  // namespace mingsi::engine::cuda
