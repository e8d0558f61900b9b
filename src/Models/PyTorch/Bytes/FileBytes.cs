using Microsoft.Win32.SafeHandles;

namespace SurgeryBench.Models.PyTorch.Bytes;

/// <summary>The bytes of an open file.</summary>
/// <param name="handle">Borrowed.</param>
internal sealed class FileBytes(SafeFileHandle handle) : IByteSource
{
    public long Length { get; } = RandomAccess.GetLength(handle);

    public void Read(long offset, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            var count = RandomAccess.Read(handle, target, offset);
            if (count == 0) throw new PyTorchFormatException($"it ends at byte {offset}, in the middle of what it should hold");
            target = target[count..];
            offset += count;
        }
    }
}
