using static TorchSharp.torch;

namespace SurgeryBench.Models.Safetensors;

/// <summary>The element types of the format with torch's.</summary>
internal static class ElementTypes
{
    private static readonly (string Name, ScalarType Type, int Size)[] All =
    [
        ("F32", ScalarType.Float32, 4), ("F16", ScalarType.Float16, 2), ("BF16", ScalarType.BFloat16, 2), ("F64", ScalarType.Float64, 8),
        ("I64", ScalarType.Int64, 8), ("I32", ScalarType.Int32, 4), ("I16", ScalarType.Int16, 2), ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    public static (ScalarType Type, int Size)? Find(string name)
    {
        var match = Array.FindIndex(All, entry => entry.Name == name);
        return match < 0 ? null : (All[match].Type, All[match].Size);
    }

    public static string NameOf(ScalarType type) =>
        All.FirstOrDefault(entry => entry.Type == type).Name ?? throw new NotSupportedException($"safetensors has no element type for {type}.");
}
