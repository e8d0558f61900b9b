using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SurgeryBench.Tests.Models.PyTorch;

/// <summary>Small PyTorch files by hand: a dictionary with the float tensor <c>w</c>.</summary>
internal static class TorchPickle
{
    /// <summary>A pickle in which <c>w</c> is a view of storage 0.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="strides">Its strides.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="elements">How many elements the storage has.</param>
    /// <param name="isLegacy">Whether the storage is named as legacy files do.</param>
    public static byte[] Contents(long[] shape, long[] strides, long offset, long elements, bool isLegacy = false) => Encoding.Latin1.GetBytes(
        $"}}U\u0001wctorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuL{elements}\n{(isLegacy ? "N" : "")}tQL{offset}\n"
        + $"{Tuple(shape)}{Tuple(strides)}\u0089N" + "tRs.");

    /// <summary>A zip as torch.save writes it.</summary>
    public static byte[] Zip(byte[] pickle, byte[] storage, CompressionLevel level = CompressionLevel.NoCompression, params string[] extraMembers)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Add(string name, byte[] bytes)
            {
                using var member = zip.CreateEntry(name, level).Open();
                member.Write(bytes);
            }
            Add("root/data.pkl", pickle);
            Add("root/data/0", storage);
            foreach (var name in extraMembers) Add(name, [1]);
        }
        return stream.ToArray();
    }

    /// <summary>A compressed zip of many tensors, each the last element of one storage of zeros.</summary>
    public static byte[] ZipOfViews(int views, int elements)
    {
        var (storage, view) = ($"(U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuL{elements}\ntQ", $"L{elements - 1}\n{Tuple([1])}{Tuple([1])}\u0089NtR");
        var pickle = $"({string.Concat(Enumerable.Repeat($"ctorch._utils\n_rebuild_tensor_v2\n({storage}{view}", views))}l.";
        return Zip(Encoding.Latin1.GetBytes(pickle), new byte[elements * sizeof(float)], CompressionLevel.Fastest);
    }

    /// <summary>A legacy file up to its one storage's bytes.</summary>
    public static byte[] LegacyHead(byte[] pickle, long elements)
    {
        var count = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(count, elements);
        return [.. Convert.FromHexString("80028a0a6cfc9c46f9206aa850192e"), .. Encoding.Latin1.GetBytes("\u0080\u0002M\u00e9\u0003.}."), .. pickle, .. Encoding.Latin1.GetBytes("]U\u00010a."), .. count];
    }

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static string Tuple(long[] numbers) => $"({string.Concat(numbers.Select(number => $"L{number}\n"))}t";
}
