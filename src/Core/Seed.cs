using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TorchSharp;

namespace SurgeryBench.Core;

/// <summary>A source of randomness named by text: equal names give equal numbers on every machine and in every process.</summary>
public readonly record struct Seed
{
    private readonly ulong value;

    private Seed(ulong value) => this.value = value;

    /// <summary>The seed of a path of names, e.g. suite, trial, purpose.</summary>
    public static Seed Of(params ReadOnlySpan<string> names) => new(Hash(string.Join('/', names.ToArray())));

    /// <summary>A seed of its own for one purpose under this one.</summary>
    public Seed For(string purpose) => new(Hash($"{value:x16}/{purpose}"));

    /// <summary>A managed generator that starts here.</summary>
    public Random Random() => new(unchecked((int)(value & 0x7fffffff)));

    /// <summary>A torch generator on the CPU that starts here, owned by the caller.</summary>
    public torch.Generator Generator() => new(value & long.MaxValue, torch.CPU);

    private static ulong Hash(string text) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
