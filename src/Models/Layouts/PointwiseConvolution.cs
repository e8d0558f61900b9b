using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Layouts;

/// <summary>
/// A linear layer over tokens, computed as a convolution with a 1x1 kernel. libtorch leaves matrix products to MKL, which runs other makers'
/// processors at half their width, and convolutions to oneDNN, which uses AVX-512 wherever it is: 1.8 times as fast on an AMD Zen 5.
/// Results differ by rounding.
/// </summary>
internal static class PointwiseConvolution
{
    // Below it, and on one thread, libtorch sends kernels of 1x1 elsewhere.
    private const int LeastImages = 16;

    private static readonly bool Pays = Vector512.IsHardwareAccelerated && X86Base.IsSupported && !IsIntel();

    /// <summary>Whether the convolution is the faster way. Not while weights are trained: their gradient is slower so.</summary>
    public static bool IsFaster(Affine layer, Tensor tokens) =>
        Pays && tokens.dim() == 3 && tokens.shape[0] >= LeastImages && tokens.dtype == ScalarType.Float32
        && tokens.device_type == TorchSharp.DeviceType.CPU && !layer.Weight.requires_grad && !layer.Bias.requires_grad;

    /// <summary>Computes the layer.</summary>
    /// <param name="layer">[out, in] with its bias.</param>
    /// <param name="tokens">[batch, tokens, in].</param>
    /// <returns>[batch, tokens, out].</returns>
    public static Tensor Run(Affine layer, Tensor tokens)
    {
        long batch = tokens.shape[0], length = tokens.shape[1], width = tokens.shape[2];
        // As few and as long images as may be: what oneDNN computes at a time ends with an image.
        var images = Enumerable.Range(LeastImages, (int)batch).First(count => batch % count == 0);
        // Channels last: a view of what lies in memory as rows of channels, with the strides by which libtorch knows it as such.
        var image = tokens.reshape(images, batch * length / images, 1, width).permute(0, 3, 1, 2);
        return nn.functional.conv2d(image, layer.Weight.unsqueeze(-1).unsqueeze(-1), layer.Bias).permute(0, 2, 3, 1).view(batch, length, -1);
    }

    private static bool IsIntel()
    {
        var (_, first, third, second) = X86Base.CpuId(0, 0);
        return MemoryMarshal.AsBytes([first, second, third]).SequenceEqual("GenuineIntel"u8);
    }
}
