using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Hub.Store;

/// <summary>There is no room for another byte: no other file can be written either.</summary>
internal sealed class DiskFullException(string message, Exception inner) : BadInputException(message, inner);
