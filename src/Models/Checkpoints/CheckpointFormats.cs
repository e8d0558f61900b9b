using System.Text;
using SurgeryBench.Core;

namespace SurgeryBench.Models.Checkpoints;

/// <summary>Recognises checkpoints by their first bytes; names of files say nothing.</summary>
public static class CheckpointFormats
{
    private const int HeadBytes = 512;
    private const int SafetensorsLengthBytes = 8;

    /// <summary>How a pickle of protocol 0 or 1 can begin: a mark, an empty container or a global name.</summary>
    private static ReadOnlySpan<byte> OldPickleStarts => "(]})c"u8;

    /// <summary>The format of a file.</summary>
    /// <exception cref="BadInputException">It is missing, empty, or no checkpoint; what else it seems to be is said.</exception>
    public static CheckpointFormat Recognise(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"There is no file '{path}'; a checkpoint was expected.");
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var head = new byte[HeadBytes];
        var length = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        return Recognise(head.AsSpan(0, length)) ?? throw new BadInputException($"'{path}' is no checkpoint: {Guess(head.AsSpan(0, length))}; a safetensors or PyTorch file was expected.");
    }

    private static CheckpointFormat? Recognise(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8)) return CheckpointFormat.PyTorchZip;
        // A header length, then the header; blanks may stand in front of it. Before pickles, whose first byte a length may well begin with:
        // the zeros that end a length mean nothing in a pickle.
        if (head.Length > SafetensorsLengthBytes && head[4..SafetensorsLengthBytes].IndexOfAnyExcept((byte)0) < 0
            && head[SafetensorsLengthBytes..].TrimStart(" \t\r\n"u8).StartsWith("{"u8)) return CheckpointFormat.Safetensors;
        if (head.Length > 0 && head[0] == 0x80) return CheckpointFormat.Pickle;
        return head.Length > 1 && OldPickleStarts.Contains(head[0]) ? CheckpointFormat.Pickle : null;
    }

    private static string Guess(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return "it is empty";
        if (head.StartsWith("version https://git-lfs"u8)) return "it is a Git LFS pointer, not the file that it stands for (git lfs pull fetches that)";
        var text = Encoding.Latin1.GetString(head).TrimStart();
        if (text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)) return "it is an HTML page, as a failed download leaves";
        if (text.StartsWith('<')) return "it is an XML file, as a failed download leaves";
        return "it begins like none";
    }
}
