using System.Buffers.Binary;
using System.Text;

namespace SurgeryBench.Tests.Models.Safetensors;

/// <summary>Safetensors files by hand, right or wrong.</summary>
internal static class Craft
{
    /// <summary>Writes a header, behind its own length or another, and zeros for data.</summary>
    public static void Write(string path, string header, long dataBytes, long? claimedLength = null)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, claimedLength ?? text.Length);
        using var stream = File.Create(path);
        stream.Write(prefix);
        stream.Write(text);
        // A hole where the file system has them: gigabytes cost nothing.
        stream.SetLength(stream.Length + dataBytes);
    }
}
