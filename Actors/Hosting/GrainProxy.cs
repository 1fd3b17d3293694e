using System.Reflection;

namespace Tapestry.Actors.Hosting;

/// <summary>The object behind a typed grain reference.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it at run time.
internal class GrainProxy : DispatchProxy
#pragma warning restore CA1852
{
    private GrainInterface _interface = null!;
    private GrainId _id;
    private IGrainCaller _caller = null!;

    public static T Create<T>(GrainInterface grainInterface, string key, IGrainCaller caller)
        where T : class
    {
        var reference = Create<T, GrainProxy>();
        var proxy = (GrainProxy)(object)reference;
        proxy._interface = grainInterface;
        proxy._id = new GrainId(grainInterface.Grain.Type, key);
        proxy._caller = caller;
        return reference;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = _interface.Method(targetMethod!);
        return method.Unwrap(_caller.CallAsync(_interface.Grain, _id, method, args ?? []));
    }
}
